package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The provider holds no credential of Vault's: each step opens Vault with its own token, which Vault verifies with Bitbucket's
 * keys and holds against its own role. Vault's audit log then names the step's repository.
 */
class VaultIT {

    private static final UUID OTHER = UUID.fromString("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private RealVault vault;
    private Path audit;
    private Program program;
    private RunnerSimulator runner;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        bitbucket.acme().pipelineHasRun(true); // Vault looks at the keys at once
        vault = RealVault.start(directory);
        audit = directory.resolve("vault-audit.log");
        vault.run("", "audit", "enable", "file", "file_path=" + audit);
        vault.run("", "kv", "put", "secret/cerbos/hub", "client_id=of-the-hub", "client_secret=battery staple");
        vault.run("", "secrets", "enable", "ssh");
        vault.run("", "write", "ssh/roles/otp", "key_type=otp", "default_user=ci", "cidr_list=10.0.0.0/8");
        vault.run("""
                path "secret/data/cerbos/hub" { capabilities = ["read"] }
                path "ssh/creds/otp" { capabilities = ["update"] }
                path "sys/leases/revoke" { capabilities = ["update"] }
                """, "policy", "write", "deploy", "-");
        vault.run("", "auth", "enable", "jwt");
        vault.run(
                "",
                "write",
                "auth/jwt/config",
                "jwks_url=" + bitbucket.acme().issuer() + "/keys.json",
                "bound_issuer=" + bitbucket.acme().issuer());
        vault.run(
                """
                { "role_type": "jwt", "user_claim": "repositoryUuid", "bound_audiences": ["%s"],
                  "bound_claims": { "repositoryUuid": "{%s}" },
                  "claim_mappings": { "repositoryUuid": "repository", "stepUuid": "step" },
                  "token_policies": ["deploy"], "token_ttl": "1h" }
                """.formatted(bitbucket.acme().audience(), TokenMint.REPOSITORY), "write", "auth/jwt/role/deploy", "-");
        Path policy = directory.resolve("policy.yaml");
        Files.writeString(policy, """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  as-step:
                    type: vault
                    address: "%s"
                    login: { step: { mount: jwt, role: deploy } }
                    requests: { otp: { path: ssh/creds/otp, write: { ip: "10.0.0.1" } } }
                names:
                  repositories: { payments: "{%s}", other: "{%s}" }
                grants:
                  upload:
                    when: (repository is payments or repository is other) and branch is "main"
                    deliver:
                      CERBOS_HUB_CLIENT_ID: as-step:secret/cerbos/hub#client_id
                      CERBOS_HUB_CLIENT_SECRET: as-step:secret/cerbos/hub#client_secret
                  login:
                    when: repository is payments and branch is "login"
                    deliver: { SSH_PASSWORD: "as-step:otp#key" }
                """.formatted(
                        FakeBitbucket.ACME, bitbucket.acme().issuer(), vault.address(), TokenMint.REPOSITORY, OTHER));
        program = Program.start(directory, "--policy", policy.toString());
        runner = RunnerSimulator.of(program.address());
    }

    @AfterEach
    void stop() {
        if (program != null) {
            program.close();
        }
        if (vault != null) {
            vault.close();
        }
        bitbucket.close();
    }

    /** What Vault wrote down about reads of one path. */
    private List<String> readsOf(String path) throws IOException {
        return Files.readAllLines(audit).stream()
                .filter(line -> line.contains("\"type\":\"response\"") && line.contains("\"path\":\"" + path + "\""))
                .toList();
    }

    @Test
    void vaultSeesTheStepItselfAndHoldsItAgainstItsOwnRole() throws IOException {
        String token = bitbucket.acme().mint().token();

        assertThat(runner.ask(token).environment())
                .containsEntry("CERBOS_HUB_CLIENT_ID", "of-the-hub")
                .containsEntry("CERBOS_HUB_CLIENT_SECRET", "battery staple");

        assertThat(readsOf("secret/data/cerbos/hub"))
                .last()
                .asString()
                .contains("\"repository\":\"{" + TokenMint.REPOSITORY + "}\"", "\"step\":\"{" + TokenMint.STEP + "}\"");

        // the policy file grants it to this one too, Vault's role does not: the answers of one step are no other's
        RunnerAnswer refused =
                runner.ask(bitbucket.acme().mint().repository(OTHER).token());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(program.events()).hasSize(2);
        assertThat(program.events().get(0)).contains("\"caller-token-used-by\":[\"as-step\"]");
        assertThat(program.events().get(1)).contains("store_unavailable", OTHER.toString());
        assertThat(String.join("\n", program.lines()) + program.errors())
                .doesNotContain("battery staple", "of-the-hub", token);
    }

    @Test
    void theSameTokenGetsTheSameOneTimePasswordAndTheEventNamesItsLease() throws IOException {
        String token = bitbucket.acme().mint().branch("login").token();

        String first = runner.ask(token).environment().get("SSH_PASSWORD");
        String second = runner.ask(token).environment().get("SSH_PASSWORD");

        assertThat(first).isEqualTo(second);
        assertThat(readsOf("ssh/creds/otp")).hasSize(1);
        assertThat(program.events())
                .allSatisfy(event -> assertThat(event)
                        .contains("\"lease\":\"ssh/creds/otp/", "\"lease-holder\":\"", "\"lease-expires\":\""));
    }
}
