package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The provider's own login, shared by all requests. */
class LoginTest {

    private static final String PATH = "secret/x";

    private final FakeLogins logins = new FakeLogins(3600);
    private FakeVault fake;
    private SecretStore store;

    @BeforeEach
    void start() {
        fake = FakeVault.start(logins);
        store = open(Map.of());
    }

    private SecretStore open(Map<String, ?> more) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", fake.address().toString());
        settings.put("login", Map.of("app-role", Map.of("role-id", "r", "secret-id", Map.of("env", "TOKEN"))));
        settings.put("TOKEN", "the-secret-id");
        settings.put("mounts", Map.of("secret", "kv-2", "dynamic", "other"));
        settings.putAll(more);
        return Stores.open(settings);
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    private SecretStoreException failure() {
        SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain("the-secret-id");
        return failure;
    }

    @Nested
    class Sharing {

        @Test
        void twoHundredThreadsLogInOnce() throws Exception {
            Stores.readAtOnce(store, PATH, 200);

            assertThat(logins.logins()).isEqualTo(1);
        }

        @Row("F3")
        @Test
        void twoHundredThreadsLogInOnceMoreWhenTheTokenIsRevoked() throws Exception {
            Stores.read(store, PATH);
            logins.revokeAll();

            Stores.readAtOnce(store, PATH, 200);

            assertThat(logins.logins()).isEqualTo(2);
        }

        @Test
        void aWarmReadIsOneRequest() {
            Stores.read(store, PATH);
            int before = fake.requests().size();

            Stores.read(store, PATH);

            assertThat(fake.requests().size() - before).isEqualTo(1);
        }
    }

    @Nested
    class Refusals {

        @Row("F4")
        @Test
        void aPolicyRefusalIsNeitherRepeatedNorAReasonToLogIn() {
            logins.butFirst(request -> request.path().startsWith("secret") ? json(403, FakeAnswer.DENIED) : null);

            assertThat(failure().kind()).isEqualTo(Kind.DENIED);
            assertThat(logins.logins()).isEqualTo(1);
            assertThat(fake.count("secret")).isEqualTo(1);
        }

        @Row("F3")
        @Test
        void aTokenThatIsAlwaysInvalidIsTriedTwiceOnly() {
            logins.butFirst(
                    request -> request.path().startsWith("secret") ? json(403, FakeAnswer.INVALID_TOKEN) : null);

            assertThat(failure().kind()).isEqualTo(Kind.DENIED);
            assertThat(logins.logins()).isEqualTo(2);
            assertThat(fake.count("secret")).isEqualTo(2);
        }

        @Test
        void aRefusedLoginIsNotTriedAgainAtOnce() {
            logins.butFirst(request -> request.path().endsWith("/login")
                    ? json(400, "{\"errors\": [\"invalid role or secret ID\"]}")
                    : null);
            for (int i = 0; i < 10; i++) {
                SecretStoreException failure = failure();
                assertThat(failure.kind()).isEqualTo(Kind.DENIED);
                assertThat(failure).hasMessageContaining("invalid role or secret ID");
            }

            assertThat(fake.requests()).hasSize(1);
        }

        @Test
        void aMissingAuthMethodIsSaid() {
            logins.butFirst(
                    request -> json(404, "{\"errors\": [\"no handler for route \\\"auth/approle/login\\\"\"]}"));

            SecretStoreException failure = failure();
            assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(failure).hasMessageContaining("no auth method at approle");
        }
    }

    @Nested
    class Renewal {

        @Test
        void renewsBeforeTheEndAndNeverTwiceAtOnce() {
            logins.lifetime(2);
            Stores.read(store, PATH);

            await().atMost(VaultServer.TIMEOUT).until(() -> fake.count("auth/token/renew-self") >= 2);

            assertThat(logins.logins()).isEqualTo(1);
        }

        @Test
        void logsInAnewWhenRenewalGivesLittleAndRevokesTheOldToken() {
            try (SecretStore quick = open(Map.of("time-out", "200ms"))) {
                logins.lifetime(6);
                Stores.read(quick, PATH);
                logins.lifetime(2); // the longest time of the first token is nearly over

                await().atMost(VaultServer.TIMEOUT)
                        .until(() -> !Stores.field(quick, PATH, "a").equals("for t1"));
                await().atMost(VaultServer.TIMEOUT).until(() -> !logins.good().contains("t1"));
            }
        }

        @Row("F7")
        @Test
        void goesOnWithTheOldTokenWhileVaultCannotRenew() {
            logins.lifetime(2);
            logins.butFirst(request -> request.path().endsWith("renew-self") ? json(500, "{}") : null);
            Stores.read(store, PATH);

            // One attempt asks three times at most.
            await().atMost(VaultServer.TIMEOUT).until(() -> fake.count("auth/token/renew-self") > 3);
            assertThat(Stores.field(store, PATH, "a")).startsWith("for t");
        }

        @Test
        void logsInWhenTheTokenHasEnded() {
            logins.butFirst(request -> request.path().endsWith("/login")
                    ? json(
                            200,
                            "{\"auth\": {\"client_token\": \"t0\", \"lease_duration\": 1, \"token_type\": \"batch\"}}")
                    : request.token().equals("t0") ? FakeAnswer.secret("short") : null);
            assertThat(Stores.field(store, PATH, "a")).isEqualTo("short");
            logins.butFirst(request -> null);

            await().atMost(VaultServer.TIMEOUT)
                    .until(() -> Stores.field(store, PATH, "a").equals("for t1"));
            assertThat(fake.requests())
                    .noneMatch(r -> r.token().equals("t0") && r.path().endsWith("renew-self"));
        }
    }

    @Nested
    class Closing {

        @Test
        void revokesTheTokenThatOwnsNoLease() {
            Stores.read(store, PATH);

            store.close();

            assertThat(logins.good()).isEmpty();
        }

        @Test
        void leavesTheTokenThatOwnsARunningLease() {
            Stores.read(store, "dynamic/creds");

            store.close();

            assertThat(logins.good()).containsExactly("t1");
            assertThat(fake.count("auth/token/revoke-self")).isZero();
        }

        @Test
        void doesNotWaitForAVaultThatHangs() {
            Stores.read(store, PATH);
            logins.butFirst(request -> FakeAnswer.late(60_000, FakeAnswer.closed()));

            assertThat(org.assertj.core.api.Assertions.catchThrowable(store::close))
                    .isNull();
        }

        @Test
        void leavesNoThreadBehind() {
            Stores.read(store, PATH, "secret/y", "secret/z");

            store.close();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().startsWith("vault-")));
        }
    }
}
