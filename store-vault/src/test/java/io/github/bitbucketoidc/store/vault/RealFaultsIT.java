package io.github.bitbucketoidc.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real Vault does when it cannot serve, and how often it is asked then. */
@NeedsVault
class RealFaultsIT {

    private static final String PATH = "secret/x";

    private VaultServer server;
    private FakeVault between;
    private SecretStore store;

    @BeforeEach
    void start() {
        server = VaultServer.start();
        server.api().putSecret("x", "{\"a\": \"v\"}");
        between = FakeVault.start(new Forwarding(server.address()));
        store = Stores.open(
                Stores.settings(between.address(), VaultServer.ROOT, Map.of("mounts", Map.of("secret", "kv-2"))));
        assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
    }

    @AfterEach
    void stop() {
        store.close();
        between.close();
        server.close();
    }

    private SecretStoreException failure() {
        return catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));
    }

    private long reads() {
        return between.count("secret/data/x");
    }

    @Test
    void aSealedVaultIsAskedOnceByEachReadAndServesAtOnceWhenItIsUnsealed() {
        server.seal();
        long before = reads();
        for (int i = 0; i < 20; i++) {
            SecretStoreException failure = failure();
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.retryAfter()).isPresent();
        }
        assertThat(reads() - before).isEqualTo(20); // the provider's breaker makes them fewer

        server.unseal();
        await().atMost(VaultServer.TIMEOUT)
                .until(() -> server.api().read("secret/data/x").status() == 200);
        assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
    }

    @Test
    void aQuotaIsRetriedTwiceAtMost() {
        server.api()
                .writeJson("sys/quotas/rate-limit/all", "{\"rate\": 1, \"interval\": \"60s\", \"path\": \"secret/\"}");
        try {
            await().atMost(VaultServer.TIMEOUT)
                    .until(() -> server.api().read("secret/data/x").status() == 429);
            long before = reads();

            assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(reads() - before).isBetween(1L, 3L);
        } finally {
            server.api().delete("sys/quotas/rate-limit/all");
        }
    }

    @Test
    void aRestartIsAFailureAndThenOver() {
        int port = server.address().getPort();
        server.close();
        assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);

        server = VaultServer.startAt(port, "http");
        server.api().putSecret("x", "{\"a\": \"after\"}");
        await().atMost(VaultServer.TIMEOUT)
                .ignoreExceptions()
                .until(() -> Stores.field(store, PATH, "a").equals("after"));
    }

    @Test
    void aDeniedPolicyIsAskedOnce() {
        server.api().policy("nothing", "path \"secret/data/other\" { capabilities = [\"read\"] }");
        String token =
                server.api().newToken("nothing", "1h").text("client_token").orElseThrow();
        try (SecretStore denied =
                Stores.open(Stores.settings(between.address(), token, Map.of("mounts", Map.of("secret", "kv-2"))))) {
            long before = reads();
            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> Stores.read(denied, PATH));

            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(reads() - before).isEqualTo(1);
        }
    }
}
