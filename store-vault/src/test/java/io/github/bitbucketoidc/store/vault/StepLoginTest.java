package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code login: step}: Vault sees the step and not the provider. */
class StepLoginTest {

    private static final String PATH = "secret/x";
    private static final UUID ENVIRONMENT = UUID.fromString("bd715740-c970-486b-b68a-b421ec2a1f8b");

    private final FakeLogins logins = new FakeLogins(30);
    private FakeVault fake;
    private SecretStore store;

    @BeforeEach
    void start() {
        fake = FakeVault.start(logins);
        store = open(Map.of("role", "deploy"));
    }

    private SecretStore open(Map<String, ?> step) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("address", fake.address().toString());
        settings.put("login", Map.of("step", step));
        settings.put("mounts", Map.of("secret", "kv-2", "dynamic", "other"));
        settings.put("time-out", "3s"); // a busy machine answers late; a login is let go after as long
        return Stores.open(settings);
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    private static Caller caller(String token, Duration left, boolean inEnvironment) {
        return Caller.builder(Stores.WORKSPACE, Stores.REPOSITORY, Stores.STEP)
                .attributes(inEnvironment ? Map.of("environment", ENVIRONMENT.toString()) : Map.of())
                .token(SecretValue.of(token), Instant.now().plus(left))
                .build();
    }

    private static String read(SecretStore from, Caller caller) {
        return Stores.field(Stores.read(from, caller, Duration.ofSeconds(10), PATH), PATH, "a");
    }

    private String bodyOfLogin() {
        return fake.requests().stream()
                .filter(request -> request.path().endsWith("/login"))
                .findFirst()
                .orElseThrow()
                .body();
    }

    @Nested
    class Roles {

        @Test
        void logsInWithTheStepsOwnToken() {
            read(store, caller("step.jwt.1", Duration.ofMinutes(5), false));

            assertThat(fake.requests().get(0).path()).isEqualTo("auth/jwt/login");
            assertThat(fake.requests().get(0).token()).isEmpty();
            assertThat(bodyOfLogin()).contains("\"role\":\"deploy\"").contains("\"jwt\":\"step.jwt.1\"");
        }

        @Test
        void fillsARoleWithTheStepsIdentity() {
            try (SecretStore templated =
                    open(Map.of("role", "{workspace}.{repository}.{environment}", "mount", "team/bb"))) {
                read(templated, caller("step.jwt.1", Duration.ofMinutes(5), true));
            }
            assertThat(bodyOfLogin())
                    .contains("\"" + Stores.WORKSPACE + "." + Stores.REPOSITORY + "." + ENVIRONMENT + "\"");
            assertThat(fake.count("auth/team/bb/login")).isEqualTo(1);
        }

        @Test
        void aStepWithoutAnEnvironmentHasNoRoleThatNamesOne() {
            try (SecretStore templated = open(Map.of("role", "deploy-{environment}"))) {
                assertDenied(templated, caller("step.jwt.1", Duration.ofMinutes(5), false));
            }
        }

        @Test
        void takesTheRoleOfTheRepositoryAndRefusesOtherOnes() {
            try (SecretStore mapped = open(Map.of("roles", Map.of("{" + Stores.REPOSITORY + "}", "payments")))) {
                read(mapped, caller("step.jwt.1", Duration.ofMinutes(5), false));
                assertThat(bodyOfLogin()).contains("\"role\":\"payments\"");

                assertDenied(
                        mapped,
                        Caller.builder(Stores.WORKSPACE, Stores.STEP, Stores.STEP)
                                .token(
                                        SecretValue.of("step.jwt.2"),
                                        Instant.now().plusSeconds(60))
                                .build());
            }
        }

        private void assertDenied(SecretStore from, Caller caller) {
            int before = fake.requests().size();
            SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> read(from, caller));
            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(fake.requests()).hasSize(before);
        }

        @Test
        void aCallerWithoutATokenIsADefectOfTheProvider() {
            SecretStoreException failure =
                    catchThrowableOfType(SecretStoreException.class, () -> read(store, Stores.CALLER));
            assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        }
    }

    @Nested
    class Sessions {

        @Test
        void theSameTokenUsesTheSameLoginAndAnotherOneAnother() {
            Caller one = caller("step.jwt.1", Duration.ofMinutes(5), false);
            assertThat(read(store, one)).isEqualTo("for t1");
            assertThat(read(store, one)).isEqualTo("for t1");
            assertThat(read(store, caller("step.jwt.2", Duration.ofMinutes(5), false)))
                    .isEqualTo("for t2");
            assertThat(logins.logins()).isEqualTo(2);
        }

        @Test
        void aRefusedStepLeavesTheOthersAlone() {
            logins.butFirst(request ->
                    request.path().endsWith("/login") && request.body().contains("step.jwt.bad")
                            ? json(
                                    400,
                                    "{\"errors\": [\"error validating claims: claim does not match any associated bound claim values\"]}")
                            : null);

            SecretStoreException failure = catchThrowableOfType(
                    SecretStoreException.class,
                    () -> read(store, caller("step.jwt.bad", Duration.ofMinutes(5), false)));

            assertThat(failure.kind()).isEqualTo(Kind.DENIED);
            assertThat(failure).hasMessageContaining("bound claim").hasMessageNotContaining("step.jwt.bad");
            assertThat(read(store, caller("step.jwt.1", Duration.ofMinutes(5), false)))
                    .isEqualTo("for t1");
        }

        @Test
        void logsInAgainWhenTheLoginWasRevoked() {
            Caller one = caller("step.jwt.1", Duration.ofMinutes(5), false);
            read(store, one);
            logins.revokeAll();

            assertThat(read(store, one)).isEqualTo("for t2");
        }

        @Test
        void asksForNoLongerThanTheStepLastsAndAMargin() {
            logins.lifetime(7200);

            read(store, caller("step.jwt.1", Duration.ofMinutes(5), false));

            FakeVault.Request renewal = fake.requests().get(1);
            assertThat(renewal.path()).isEqualTo("auth/token/renew-self");
            long asked = Long.parseLong(renewal.body().replaceAll("[^0-9]", ""));
            assertThat(asked).isBetween(300L, 360L);
        }

        @Test
        void aLoginThatVaultDoesNotShortenIsUsedAllTheSame() {
            logins.lifetime(7200);
            logins.butFirst(request -> request.path().endsWith("renew-self") ? json(500, "{}") : null);

            assertThat(read(store, caller("step.jwt.1", Duration.ofMinutes(5), false)))
                    .isEqualTo("for t1");
        }
    }

    @Nested
    class Ends {

        @Test
        void theLoginIsRevokedWhenTheStepsTokenHasEnded() {
            read(store, caller("step.jwt.1", Duration.ofMillis(200), false));

            await().atMost(VaultServer.TIMEOUT).until(() -> logins.good().isEmpty());
        }

        @Test
        void theLoginIsRevokedThoughItCameAfterTheStepsTokenHadEnded() {
            logins.butFirst(
                    request -> request.path().endsWith("/login") ? FakeAnswer.late(300, logins.usual(request)) : null);
            read(store, caller("step.jwt.1", Duration.ofMillis(50), false));

            await().atMost(VaultServer.TIMEOUT).until(() -> logins.good().isEmpty());
            assertThat(logins.logins()).isEqualTo(1);
        }

        @Test
        void theLoginGoesWithItsLastLeaseWhenTheStepsTokenHasEnded() {
            Caller caller = caller("step.jwt.1", Duration.ofMillis(50), false);
            Lease lease = Stores.read(store, caller, Duration.ofSeconds(10), "dynamic/creds")
                    .get(SecretId.of("dynamic/creds"))
                    .lease()
                    .orElseThrow();
            await().pollDelay(Duration.ofSeconds(4)).until(() -> logins.good().contains("t1")); // left for the lease

            store.revoke(lease, caller);

            await().atMost(VaultServer.TIMEOUT).until(() -> logins.good().isEmpty());
        }

        @Test
        void theLoginThatOwnsALeaseIsLeftToItsEnd() {
            Stores.read(
                    store,
                    caller("step.jwt.1", Duration.ofMillis(100), false),
                    Duration.ofSeconds(10),
                    "dynamic/creds");
            read(store, caller("step.jwt.2", Duration.ofMillis(100), false));

            await().atMost(VaultServer.TIMEOUT).until(() -> !logins.good().contains("t2"));
            assertThat(logins.good()).containsExactly("t1");
        }

        @Test
        void closingRevokesAllThatOwnNoLease() {
            for (int i = 0; i < 5; i++) {
                read(store, caller("step.jwt." + i, Duration.ofMinutes(5), false));
            }
            Stores.read(
                    store, caller("step.jwt.5", Duration.ofMinutes(5), false), Duration.ofSeconds(10), "dynamic/creds");

            store.close();

            assertThat(logins.good()).containsExactly("t6");
        }
    }
}
