package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;

import io.github.bitbucketoidc.leaks.Canary;
import io.github.bitbucketoidc.leaks.LeakHunt;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A whole provider that reads from a fake Vault as itself and as the step, while Vault is well and while it fails in each way. All
 * credentials and secrets are canaries, and each answer that fails quotes all of them.
 */
final class LeakScenario implements AutoCloseable {

    private static final String SECRET_ID = "s3cr3t-id-0a9b8c7d6e5f4a3b";
    private static final String PROVIDER = "hvs.pr0v1der-5f4e3d2c1b0a9988";
    private static final String STEP = "hvs.st3p-77665544332211ffeedd";
    private static final String VALUE = "v4lu3-\"c0ffee\"-d15ea5e-0badf00d";
    private static final String MADE = "m4de-cafebabe-8badf00d-feedface";
    private static final String LEASE =
            "{\"lease_id\": \"dynamic/creds/1\", \"lease_duration\": 3600, \"renewable\": true,"
                    + " \"data\": {\"a\": \"" + MADE + "\"}}";

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final AtomicReference<FakeAnswer> broken = new AtomicReference<>();
    private final FakeVault vault = FakeVault.start(this::answer);
    private final String token = bitbucket.acme().mint().token();
    private final Path policy;

    LeakScenario(Path folder) throws IOException {
        Path secretId = Files.writeString(folder.resolve("secret-id"), SECRET_ID);
        Files.setPosixFilePermissions(secretId, PosixFilePermissions.fromString("rw-------"));
        policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  provider:
                    type: vault
                    address: "%s"
                    login: { app-role: { role-id: role, secret-id: { file: secret-id } } }
                    mounts: { secret: kv-2, dynamic: other }
                  step:
                    type: vault
                    address: "%s"
                    login: { step: { role: deploy } }
                    mounts: { secret: kv-2 }
                grants:
                  payments:
                    when: repository is "{%s}"
                    deliver:
                      A: provider:secret/x#a
                      B: step:secret/y#a
                      C: provider:dynamic/creds#a
                """.formatted(
                FakeBitbucket.ACME, bitbucket.acme().issuer(), vault.address(), vault.address(), TokenMint.REPOSITORY));
    }

    /** What must be nowhere, by the name that a finding gets. */
    Map<String, Canary> canaries() {
        Map<String, Canary> canaries = new LinkedHashMap<>();
        canaries.put("secret id", new Canary(SECRET_ID));
        canaries.put("provider's Vault token", new Canary(PROVIDER));
        canaries.put("step's Vault token", new Canary(STEP));
        canaries.put("value", new Canary(VALUE));
        canaries.put("made value", new Canary(MADE));
        canaries.put("payload", new Canary(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))));
        canaries.put("signature", new Canary(token.substring(token.lastIndexOf('.') + 1)));
        return canaries;
    }

    private FakeAnswer answer(FakeVault.Request request) {
        FakeAnswer instead = broken.get();
        if (request.path().endsWith("/login")) {
            boolean step = request.path().contains("jwt");
            return instead != null && step ? instead : login(step ? STEP : PROVIDER);
        }
        if (request.path().contains("renew") || request.path().contains("revoke")) {
            return json(500, quoting());
        }
        if (instead != null) {
            return instead;
        }
        return request.path().equals("dynamic/creds")
                ? json(200, LEASE)
                : FakeAnswer.secret(VALUE.replace("\"", "\\\""));
    }

    /** Ends so soon that it is renewed and replaced meanwhile; its accessor, which is logged, tells nothing about it. */
    private static FakeAnswer login(String vaultToken) {
        return json(
                200,
                "{\"auth\": {\"client_token\": \"" + vaultToken
                        + "\", \"accessor\": \"accessor\", \"lease_duration\": 1,"
                        + " \"renewable\": true, \"token_type\": \"service\"}}");
    }

    private String quoting() {
        return "{\"errors\": [\"" + String.join(" ", SECRET_ID, PROVIDER, STEP, MADE, token) + "\"], \"warnings\": [\""
                + VALUE.replace("\"", "\\\"") + "\"], \"data\": null}";
    }

    /** Every way in which Vault may answer. */
    private List<FakeAnswer> failures() {
        String text = quoting();
        return List.of(
                json(400, text),
                json(403, text),
                json(403, FakeAnswer.INVALID_TOKEN),
                json(404, text),
                json(429, text, "Retry-After: 1"),
                json(500, text, "X-Echo: harmless"),
                json(503, text),
                json(307, text, "Location: http://127.0.0.1:1/"),
                json(200, text),
                json(200, text.substring(0, text.length() / 2)),
                json(200, "<html>" + text, "Content-Type: text/html"),
                FakeAnswer.truncated(text),
                FakeAnswer.reset(text),
                FakeAnswer.closed());
    }

    /** Lets Vault be well, and then fail in each way, before the eyes of the hunt. */
    void play(LeakHunt hunt) {
        ask(hunt, true);
        for (FakeAnswer failure : failures()) {
            broken.set(failure);
            ask(hunt, false);
        }
    }

    /** Lets Vault be well, and then fail in one way. */
    void playShort(LeakHunt hunt) {
        ask(hunt, true);
        broken.set(json(500, quoting()));
        ask(hunt, false);
    }

    private void ask(LeakHunt hunt, boolean well) {
        int status = askOnce(hunt);
        for (int i = 0; well && status != 200 && i < 10; i++) {
            status = askOnce(hunt); // on a busy machine the first keys may be late
        }
        if (well ? status != 200 : status < 500) {
            throw new AssertionError("answered " + status);
        }
    }

    private int askOnce(LeakHunt hunt) {
        try (SecretProvider provider = SecretProvider.builder()
                .policyFile(policy)
                .stores(SecretStores.of(new VaultStoreFactory()))
                .auditLog(AuditLog.optionalJsonLines(System.out))
                .build()) {
            Release release = provider.release(token, Origin.local());
            hunt.look(release.toString()).look(provider.health().toString());
            return release.status();
        }
    }

    @Override
    public void close() {
        vault.close();
        bitbucket.close();
    }
}
