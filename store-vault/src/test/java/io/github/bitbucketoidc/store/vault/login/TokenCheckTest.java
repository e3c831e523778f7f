package io.github.bitbucketoidc.store.vault.login;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.vault.FakeAnswer;
import io.github.bitbucketoidc.store.vault.FakeLogins;
import io.github.bitbucketoidc.store.vault.FakeVault;
import io.github.bitbucketoidc.store.vault.Stores;
import io.github.bitbucketoidc.store.vault.VaultServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A Vault that says {@code permission denied} and nothing else, of a policy and of a token that is not good. Logins age by a
 * clock that only the test puts forward.
 */
class TokenCheckTest {

    private static final String PATH = "secret/x";
    private static final String MADE = "dynamic/creds";
    private static final String LOOK_UP = "auth/token/lookup-self";

    private final FakeLogins logins = new FakeLogins(600);
    private final FakeVault fake = FakeVault.start(logins);
    private final AtomicLong now = new AtomicLong();
    private SecretStore store = open(Map.of("app-role", Map.of("role-id", "r")));

    private SecretStore open(Map<String, ?> login) {
        Map<String, ?> settings = Map.of(
                "address", fake.address().toString(),
                "login", login,
                "mounts", Map.of("secret", "kv-2", "dynamic", "other"),
                "requests", Map.of("otp", Map.of("path", MADE, "write", Map.of("ip", "10.0.0.1"))));
        return Stores.open(settings, now::get);
    }

    @BeforeEach
    void saysLittle() {
        logins.sayDeniedOnly();
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    private void later() {
        now.addAndGet(TokenCheck.TRUSTED.toNanos());
    }

    private void assertDenied(String path) {
        SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, path));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    }

    private long count(String path, String token) {
        return fake.requests().stream()
                .filter(request ->
                        request.path().equals(path) && request.token().equals(token))
                .count();
    }

    @Nested
    class ATokenThatWasRevoked {

        @Row("F3")
        @Test
        void isReplacedByOneLoginForTwoHundredThreads() throws Exception {
            Stores.read(store, PATH);
            logins.revokeAll();
            later();

            Stores.readAtOnce(store, PATH, 200);

            assertThat(logins.logins()).isEqualTo(2);
            assertThat(fake.count(LOOK_UP)).isEqualTo(1);
        }

        @Row("F3")
        @Test
        void isReplacedForAWriteToo() {
            Stores.read(store, PATH);
            logins.revokeAll();
            later();

            assertThat(Stores.field(store, "otp", "a")).isEqualTo("made");

            assertThat(fake.count(MADE)).isEqualTo(2); // refused, and made
        }

        @Test
        void isReplacedForAStep() {
            store.close();
            store = open(Map.of("step", Map.of("role", "deploy")));
            Caller caller = Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP)
                    .token(SecretValue.of("step.jwt"), Instant.now().plus(Duration.ofMinutes(60)))
                    .build();
            Stores.read(store, caller, Duration.ofSeconds(10), PATH);
            logins.revokeAll();
            later();

            assertThat(Stores.read(store, caller, Duration.ofSeconds(10), PATH)).isNotEmpty();
            assertThat(logins.logins()).isEqualTo(2);
        }

        @Test
        void isNotSuspectedWhileItIsYoung() {
            Stores.read(store, PATH);
            logins.revokeAll();

            assertDenied(PATH);

            assertThat(fake.count(LOOK_UP)).isZero();
            assertThat(logins.logins()).isEqualTo(1);
        }

        @Test
        void isToldToRevokeItselfOnceOnly() {
            Stores.read(store, PATH);
            logins.revokeAll();
            later();
            Stores.read(store, PATH);

            await().atMost(VaultServer.TIMEOUT).until(() -> count("auth/token/revoke-self", "t1") == 1);
            await().during(Duration.ofMillis(500)).until(() -> count("auth/token/revoke-self", "t1") == 1);
            store.close(); // tells all that are not done with

            assertThat(count("auth/token/revoke-self", "t1")).isEqualTo(1);
        }
    }

    @Nested
    class ARefusalByAPolicy {

        @BeforeEach
        void aGoodLoginThatMayNotRead() {
            Stores.read(store, PATH);
            logins.butFirst(
                    request -> request.path().startsWith("secret/data/no") ? json(403, FakeAnswer.DENIED) : null);
            later();
        }

        @Row("F4")
        @Test
        void isNotRepeatedAndCostsOneLookUpNowAndThen() {
            for (int i = 0; i < 5; i++) {
                assertDenied("secret/no");
            }
            assertThat(fake.count(LOOK_UP)).isEqualTo(1);

            later();
            assertDenied("secret/no");
            assertDenied("secret/no");

            assertThat(fake.count(LOOK_UP)).isEqualTo(2);
            assertThat(fake.count("secret/data/no")).isEqualTo(7);
            assertThat(logins.logins()).isEqualTo(1);
        }

        @Test
        void staysOneWhenTheTokenCannotBeLookedAt() {
            logins.butFirst(request -> request.path().equals(LOOK_UP)
                    ? json(503, "{}")
                    : request.path().startsWith("secret/data/no") ? json(403, FakeAnswer.DENIED) : null);

            assertDenied("secret/no");

            assertThat(logins.logins()).isEqualTo(1);
            assertThat(fake.count("secret/data/no")).isEqualTo(1);
        }
    }

    @Nested
    class ATokenThatMayNotLookAtItself {

        @BeforeEach
        void aGoodLogin() {
            Stores.read(store, PATH);
            logins.butFirst(
                    request -> request.path().equals(LOOK_UP) || request.path().startsWith("secret/data/no")
                            ? json(403, FakeAnswer.DENIED)
                            : null);
            later();
        }

        @Row("F4")
        @Test
        void isReplacedOnceInAWhileOnly() {
            for (int i = 0; i < 5; i++) {
                assertDenied("secret/no");
            }
            assertThat(logins.logins()).isEqualTo(2);
            assertThat(fake.count("secret/data/no")).isEqualTo(6);

            later();
            assertDenied("secret/no");
            assertDenied("secret/no");

            assertThat(logins.logins()).isEqualTo(3);
        }

        @Test
        void isRevokedIfItIsGoodAndNobodyNeedsIt() {
            assertDenied("secret/no");

            await().atMost(VaultServer.TIMEOUT).until(() -> !logins.good().contains("t1"));
        }

        @Test
        void isKeptForTheLeasesThatItOwns() {
            Lease lease = Stores.read(store, MADE).get(Stores.id(MADE)).lease().orElseThrow();
            assertDenied("secret/no");

            store.revoke(lease, Stores.CALLER);

            assertThat(count("sys/leases/revoke", "t1")).isEqualTo(1);
        }
    }

    @Test
    void aTokenThatWasGivenIsTriedAnewOnceInAWhileOnly() {
        store.close();
        logins.good().add("given");
        store = Stores.open(
                Stores.settings(fake.address(), "given", Map.of("mounts", Map.of("secret", "kv-2"))), now::get);
        Stores.read(store, PATH);
        logins.revokeAll();
        later();
        int before = fake.requests().size();

        assertDenied(PATH);
        assertDenied(PATH);

        // a read, two look-ups: of the old login and for the new one, a read; and the second time a read alone
        assertThat(fake.requests()).hasSize(before + 5);
    }
}
