package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider's breaker above the store, which has none and so adds nothing; on a clock that the test puts forward. */
class BreakersTest {

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final FakeVault vault = FakeVault.start(request -> FakeAnswer.secret("value"));
    private final String token = bitbucket.acme().mint().token();
    private final AtomicLong ahead = new AtomicLong();
    private SecretProvider provider;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        LongSupplier nanoTime = () -> System.nanoTime() + ahead.get();
        Path policy = Files.writeString(folder.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  vault: { type: vault, address: "%s", login: { step: { role: deploy } }, mounts: { secret: kv-2 } }
                grants:
                  payments:
                    when: repository is "{%s}"
                    deliver:
                      A: vault:secret/x#a
                """.formatted(
                        FakeBitbucket.ACME, bitbucket.acme().issuer(), vault.address(), TokenMint.REPOSITORY));
        provider = SecretProvider.builder()
                .policyFile(policy)
                .stores(SecretStores.of(new VaultStoreFactory(Clock.systemUTC(), nanoTime, name -> null)))
                .monotonicClock(nanoTime)
                .auditLog(event -> {})
                .build();
        well();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> ask() == 200); // the first keys may be late
    }

    @AfterEach
    void stop() {
        provider.close();
        vault.close();
        bitbucket.close();
    }

    private void well() {
        vault.behave(request -> request.path().endsWith("/login")
                ? FakeAnswer.login("hvs.token", 3600)
                : request.path().contains("revoke") ? json(204, "") : FakeAnswer.secret("value"));
    }

    private int ask() {
        return provider.release(token, Origin.local()).status();
    }

    private int askAfterASecond() {
        ahead.addAndGet(Duration.ofSeconds(1).toNanos());
        return ask();
    }

    @Row("F1")
    @Test
    void aVaultThatIsWellAgainIsUsedAtTheNextTryHoweverLongItWasDown() {
        for (int down = 60; down < 100; down += 3) {
            vault.behave(request -> json(503, "{\"errors\": [\"Vault is sealed\"]}"));
            long before = vault.requests().size();
            for (int second = 0; second < down; second++) {
                assertThat(askAfterASecond()).isEqualTo(503);
            }
            assertThat(vault.requests().size() - before).isLessThan(down / 2 + 6); // and it was left in peace
            well();
            int seconds = 1;
            while (askAfterASecond() != 200) {
                assertThat(++seconds).as("seconds after %d s of outage", down).isLessThanOrEqualTo(5);
            }
        }
    }
}
