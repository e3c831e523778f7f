package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the cache switched on: what Vault gave to one step that logged in as itself is given to no other one. */
@NeedsVault
class StepsApartIT {

    private static final UUID OTHER = UUID.fromString("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private FakeVault between;
    private Path policy;

    @BeforeEach
    void prepare(@TempDir Path folder) throws IOException {
        bitbucket.acme().pipelineHasRun(true); // Vault looks at the keys at once
        VaultServer server = VaultServer.shared();
        VaultApi api = server.api();
        between = FakeVault.start(new Forwarding(server.address()));
        String mount = "apart-" + UUID.randomUUID();
        api.putSecret("apart", "{\"a\": \"of the first step\"}");
        api.policy("apart", "path \"secret/data/apart\" { capabilities = [\"read\"] }");
        api.enableAuth(mount, "jwt");
        api.write(
                "auth/" + mount + "/config", Map.of("jwks_url", bitbucket.acme().issuer() + "/keys.json"));
        api.writeJson(
                "auth/" + mount + "/role/deploy", """
                { "role_type": "jwt", "user_claim": "repositoryUuid", "bound_audiences": ["%s"],
                  "bound_claims": { "repositoryUuid": "{%s}" }, "token_policies": ["apart"] }
                """.formatted(bitbucket.acme().audience(), TokenMint.REPOSITORY));
        policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces: { acme: { uuid: "{%1$s}", issuer: "%2$s" } }
                stores:
                  as-step: { type: vault, address: "%3$s", login: { step: { mount: %4$s, role: deploy } } }
                  own: { type: vault, address: "%3$s", login: { token: { file: token } } }
                names: { repositories: { one: "{%5$s}", other: "{%6$s}" } }
                grants:
                  as-step:
                    when: (repository is one or repository is other) and branch is "step"
                    deliver: { A: "as-step:secret/apart#a" }
                  own:
                    when: (repository is one or repository is other) and branch is "own"
                    deliver: { A: "own:secret/apart#a" }
                """.formatted(
                FakeBitbucket.ACME, bitbucket.acme().issuer(), between.address(), mount, TokenMint.REPOSITORY, OTHER));
        Files.writeString(folder.resolve("token"), VaultServer.ROOT);
        assertThat(folder.resolve("token").toFile().setReadable(false, false)).isTrue();
        assertThat(folder.resolve("token").toFile().setReadable(true, true)).isTrue();
    }

    @AfterEach
    void stop() {
        between.close();
        bitbucket.close();
    }

    private int ask(SecretProvider provider, UUID repository, String branch) {
        return provider.release(
                        bitbucket
                                .acme()
                                .mint()
                                .repository(repository)
                                .branch(branch)
                                .token(),
                        Origin.local())
                .status();
    }

    @Test
    void aStepIsRefusedAfterAnotherOneSucceeded() {
        try (SecretProvider provider = SecretProvider.builder()
                .policyFile(policy)
                .cacheSecrets(Duration.ofMinutes(1))
                .build()) {
            assertThat(ask(provider, TokenMint.REPOSITORY, "step")).isEqualTo(200);
            assertThat(ask(provider, OTHER, "step")).isEqualTo(503);
            assertThat(ask(provider, TokenMint.REPOSITORY, "step")).isEqualTo(200);
        }
        assertThat(between.count("secret/data/apart")).isEqualTo(2); // read each time, by the step that may
    }

    @Test
    void whatIsSharedIsReadOnceForBoth() {
        try (SecretProvider provider = SecretProvider.builder()
                .policyFile(policy)
                .cacheSecrets(Duration.ofMinutes(1))
                .build()) {
            assertThat(ask(provider, TokenMint.REPOSITORY, "own")).isEqualTo(200); // finds out that it is KV
            assertThat(ask(provider, TokenMint.REPOSITORY, "own")).isEqualTo(200);
            assertThat(ask(provider, OTHER, "own")).isEqualTo(200);
            assertThat(ask(provider, OTHER, "own")).isEqualTo(200);
        }
        assertThat(between.count("secret/data/apart")).isBetween(1L, 2L);
    }
}
