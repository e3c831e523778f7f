package io.github.bitbucketoidc.store.vault;

import static io.github.bitbucketoidc.store.vault.FakeAnswer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2 of the attack catalogue, where a real Vault cannot be brought to it. */
class VaultFaultsTest {

    private static final String PATH = "secret/x";
    private static final String DATA = "secret/data/x";

    private FakeVault fake;
    private SecretStore store;

    @BeforeEach
    void start() {
        fake = FakeVault.start(request -> FakeAnswer.secret("v"));
        store = open(Map.of());
    }

    private SecretStore open(Map<String, ?> more) {
        Map<String, Object> settings =
                Stores.settings(fake.address(), "the-token", Map.of("mounts", Map.of("secret", "kv-2")));
        settings.putAll(more);
        return Stores.open(settings);
    }

    @AfterEach
    void stop() {
        store.close();
        fake.close();
    }

    /** The login, a look at the token, is well; the read is answered like this. */
    private void answer(FakeAnswer answer) {
        fake.behave(request -> request.path().startsWith("auth/token/lookup-self")
                ? json(200, "{\"data\": {\"accessor\": \"acc\", \"ttl\": 0}}")
                : answer);
    }

    private SecretStoreException failure() {
        SecretStoreException failure = catchThrowableOfType(SecretStoreException.class, () -> Stores.read(store, PATH));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain("the-token");
        return failure;
    }

    @Nested
    class AServerThatCannotServe {

        @Row("F1")
        @ParameterizedTest
        @ValueSource(ints = {501, 503, 472, 473, 474, 530})
        void isUnavailableAndAskedOnceOnly(int status) {
            answer(json(status, "{\"errors\": []}"));

            SecretStoreException failure = failure();

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.retryAfter()).isPresent();
            assertThat(fake.count(DATA)).isEqualTo(1);
            assertThat(store.health().status()).isEqualTo(StoreHealth.Status.DOWN);
        }

        @Test
        void tellsHowLongItAskedToBeLeftAlone() {
            answer(json(503, "{}", "Retry-After: 7"));

            assertThat(failure().retryAfter()).contains(Duration.ofSeconds(7));
        }

        @Test
        void isReplacedByTheNextAddress() {
            try (FakeVault other = FakeVault.start(request -> FakeAnswer.secret("from the other"));
                    SecretStore both = both(other)) {
                answer(json(503, "{}"));

                assertThat(Stores.field(both, PATH, "a")).isEqualTo("from the other");
                assertThat(Stores.field(both, PATH, "a")).isEqualTo("from the other");
                assertThat(fake.count(DATA)).isEqualTo(1); // the one that answered is asked first from then on
            }
        }

        @Test
        void isReplacedByTheNextAddressWhenItHangs() {
            try (FakeVault other = FakeVault.start(request -> FakeAnswer.secret("from the other"));
                    SecretStore both = both(other)) {
                answer(FakeAnswer.late(60_000, FakeAnswer.closed()));

                assertThat(Stores.field(both, PATH, "a")).isEqualTo("from the other");
            }
        }

        private SecretStore both(FakeVault other) {
            Map<String, Object> settings =
                    Stores.settings("x", "the-token", Map.of("mounts", Map.of("secret", "kv-2"), "time-out", "1s"));
            settings.remove("address");
            settings.put(
                    "addresses",
                    List.of(fake.address().toString(), other.address().toString()));
            return Stores.open(settings);
        }
    }

    @Nested
    class AServerThatAsksToWait {

        @Row("F2")
        @ParameterizedTest
        @ValueSource(ints = {429, 412})
        void isAskedThreeTimesInAll(int status) {
            answer(json(status, "{\"errors\": []}"));

            assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(fake.count(DATA)).isEqualTo(3);
        }

        @Row("F2")
        @ParameterizedTest
        @ValueSource(ints = {429, 412})
        void mayAnswerTheSecondTime(int status) {
            AtomicInteger asked = new AtomicInteger();
            fake.behave(request -> request.path().equals(DATA) && asked.getAndIncrement() == 0
                    ? json(status, "{\"errors\": []}")
                    : FakeAnswer.secret("v"));

            assertThat(Stores.field(store, PATH, "a")).isEqualTo("v");
            assertThat(asked).hasValue(2);
        }

        @Row("F2")
        @Test
        void isNotAskedAgainWhenTheDeadlineIsNearer() {
            answer(json(429, "{}", "Retry-After: 30"));

            SecretStoreException failure = failure();

            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
            assertThat(fake.count(DATA)).isEqualTo(1);
        }
    }

    @Nested
    class ABrokenAnswer {

        private void isUnavailable(FakeAnswer answer, int attempts) {
            answer(answer);
            assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(fake.count(DATA)).isEqualTo(attempts);
        }

        @Row("F9")
        @Test
        void halfOfTheJson() {
            isUnavailable(json(200, "{\"data\": {\"data\": {\"a\": \"v"), 3);
        }

        @Test
        void aContentLengthThatIsTooLarge() {
            isUnavailable(FakeAnswer.truncated("{\"data\": {\"data\": {\"a\": \"v\"}}}"), 3);
        }

        @Row("F9")
        @Test
        void aResetInTheMiddle() {
            isUnavailable(FakeAnswer.reset("{\"data\": {\"data\": "), 3);
        }

        /** The first goes over the connection of the login, which had rested: that says nothing of Vault, and does not count. */
        @Test
        void aConnectionThatIsClosed() {
            isUnavailable(FakeAnswer.closed(), 1 + 3);
        }

        @Test
        void aConnectionThatIsClosedIsNotAskedAgainIfAskingMakesALease() {
            try (SecretStore other = open(Map.of("mounts", Map.of("secret", "other")))) {
                answer(FakeAnswer.closed());

                SecretStoreException failure =
                        catchThrowableOfType(SecretStoreException.class, () -> Stores.read(other, PATH));

                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(fake.count(PATH)).isEqualTo(1);
            }
        }

        @Test
        void isNotAskedForAgainIfAskingMakesALease() {
            try (SecretStore other = open(Map.of("mounts", Map.of("secret", "other")))) {
                answer(FakeAnswer.truncated("{\"lease_id\": \"secret/x/1\", "));

                SecretStoreException failure =
                        catchThrowableOfType(SecretStoreException.class, () -> Stores.read(other, PATH));

                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(fake.count(PATH)).isEqualTo(1);
            }
        }

        @Test
        void aPageOfSomebodyElse() {
            isUnavailable(json(200, "<html>sign in</html>", "Content-Type: text/html"), 3);
        }

        @Test
        void twoFieldsOfOneName() {
            isUnavailable(json(200, "{\"data\": {\"data\": {\"a\": \"1\", \"a\": \"2\"}}}"), 3);
        }

        @Test
        void aBodyThatDripsEndsWithTheTimeOut() {
            try (SecretStore quick = open(Map.of("time-out", "300ms"))) {
                answer(FakeAnswer.drip("{\"data\": {\"data\": {\"a\": \"v\"}}}"));

                SecretStoreException failure =
                        catchThrowableOfType(SecretStoreException.class, () -> Stores.read(quick, PATH));

                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failure).hasMessageContaining("no whole answer within");
                assertThat(fake.count(DATA)).isEqualTo(1);
            }
        }

        @Row("F9")
        @Test
        void aBodyThatDripsEndsWithTheDeadlineOfTheRequest() {
            answer(FakeAnswer.drip("{\"data\": {\"data\": {\"a\": \"v\"}}}"));

            SecretStoreException failure = catchThrowableOfType(
                    SecretStoreException.class, () -> Stores.read(store, Stores.CALLER, Duration.ofMillis(300), PATH));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        }

        @Test
        void aBinaryAnswerIsMalformed() {
            try (SecretStore other = open(Map.of("mounts", Map.of("secret", "other")))) {
                answer(json(200, "\u0000\u0001binary", "Content-Type: application/octet-stream"));

                SecretStoreException failure =
                        catchThrowableOfType(SecretStoreException.class, () -> Stores.read(other, PATH));

                assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
            }
        }

        @Row("F5")
        @Test
        void a404OfSomebodyElseIsNoMissingSecret() {
            answer(json(404, "<html>no such page</html>", "Content-Type: text/html"));

            assertThat(failure().kind()).isEqualTo(Kind.MISCONFIGURED);
        }
    }

    @Nested
    class ARedirect {

        @Row("F8")
        @ParameterizedTest
        @ValueSource(ints = {301, 302, 303, 307, 308})
        void isNotFollowedAndTheOtherServerSeesNothing(int status) {
            try (FakeVault other = FakeVault.start(request -> FakeAnswer.secret("stolen"))) {
                answer(json(status, "", "Location: " + other.address() + "/v1/" + DATA));

                SecretStoreException failure = failure();

                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failure).hasMessageContaining("redirect");
                assertThat(other.bytesReceived()).isZero();
            }
        }
    }

    @Nested
    class WhatIsSaidOfAFailure {

        @Row("H11")
        @Test
        void h11AServerThatEchoesTheTokenFindsNoWayIntoTheMessage() {
            fake.behave(request -> json(400, "{\"errors\": [\"you sent " + request.token() + "\"]}"));

            assertThat(failure().getMessage()).doesNotContain("you sent");
        }

        @Test
        void theNameOfTheNamespaceGoesInItsHeader() {
            try (SecretStore inNamespace = open(Map.of("namespace", "team/a"))) {
                assertThat(Stores.field(inNamespace, PATH, "a")).isEqualTo("v");
            }
            assertThat(fake.requests().get(0).headers()).containsEntry("x-vault-namespace", "team/a");
        }
    }

    @Nested
    class ShapesOfNothing {

        @Row("F5")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"data\": null}",
                    "{\"data\": {\"data\": null, \"metadata\": {}}}",
                    "{\"data\": {\"metadata\": {}}}",
                    "{}"
                })
        void areAbsent(String body) {
            answer(json(200, body));

            assertThat(Stores.read(store, PATH)).isEmpty();
        }
    }
}
