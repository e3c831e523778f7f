package io.github.bitbucketoidc.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What a {@link SecretStore} must do, whatever it reads from. A store's tests hold one small class that extends this one,
 * says how to open the store, and what is in it:
 *
 * <pre>{@code
 * class ExampleStoreContractTest extends SecretStoreContract {
 *     protected SecretStore open() {
 *         return new ExampleStore(Map.of("db/password", "correct horse", "npm/token", "battery staple"));
 *     }
 *
 *     protected Map<SecretId, Secret> contents() {
 *         return Map.of(
 *                 SecretId.of("db/password"), Secret.ofText(SecretValue.of("correct horse")),
 *                 SecretId.of("npm/token"), Secret.ofText(SecretValue.of("battery staple")));
 *     }
 * }
 * }</pre>
 *
 * <p>The other methods have defaults; a store overrides those that fit it, and the more it overrides, the more is checked.
 * Nothing depends on tight timing: what must end in time has {@link #timeout()} to do so.
 *
 * @since 0.1.0
 */
public abstract class SecretStoreContract extends ContractSubject {

    /** For subclasses. */
    protected SecretStoreContract() {}

    @Nested
    class Reading {

        @Test
        void isTestedWithContentsThatCanTell() {
            assertThat(contents()).as("contents()").hasSizeGreaterThanOrEqualTo(2);
            assertThat(absent())
                    .as("absent()")
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(contents().keySet());
            List<String> values = new ArrayList<>();
            contents().values().forEach(secret -> {
                secret.text().ifPresent(text -> values.add(text.reveal()));
                secret.fields().values().forEach(value -> values.add(value.reveal()));
            });
            assertThat(values.stream().distinct().count())
                    .as("different values")
                    .isEqualTo(values.size());
            assertThat(values).as("values").allMatch(value -> value.length() >= Canaries.MIN_LENGTH);
        }

        @Test
        void readsEverySecretByItself() {
            contents(caller(0))
                    .forEach((id, secret) -> SecretComparison.assertSame(Map.of(id, secret), read(List.of(id))));
        }

        @Test
        void readsSeveralSecretsAtOnce() {
            SecretComparison.assertSame(
                    contents(caller(0)), read(contents(caller(0)).keySet()));
        }

        @Test
        void answersNothingButWhatItWasAskedFor() {
            contents(caller(0))
                    .keySet()
                    .forEach(id -> assertThat(read(List.of(id)))
                            .as("the answer for %s", id)
                            .containsOnlyKeys(id));
        }

        @Test
        void answersWithoutNulls() {
            assertThat(read(everything()))
                    .as("the answer")
                    .isNotNull()
                    .doesNotContainValue(null)
                    .doesNotContainKey(null);
        }

        @Test
        void leavesOutWhatIsNotThere() {
            assertThat(read(absent())).as("the answer for %s", absent()).isEmpty();
            SecretComparison.assertSame(contents(caller(0)), read(everything()));
        }

        @Test
        void readsTheSameAgain() {
            read(everything());
            SecretComparison.assertSame(contents(caller(0)), read(everything()));
        }
    }

    @Nested
    class Versions {

        @Test
        void areReadAsTheyWereAskedFor() {
            Assumptions.assumeFalse(
                    versions().isEmpty(),
                    "not proved: that a version is read as it was asked for. If the store has versions, override versions()");
            versions().forEach((id, secret) -> SecretComparison.assertSame(Map.of(id, secret), read(List.of(id))));
            SecretComparison.assertSame(versions(), read(versions().keySet()));
        }

        @Test
        void thatAreNotThereAreNeverAnsweredWithAnother() {
            for (SecretId id : contents(caller(0)).keySet()) {
                SecretId unknown = new SecretId(id.path(), Optional.of("9876543210"));
                assertThat(attempt(List.of(unknown)).answerOrNothing())
                        .as("the answer for a version that does not exist")
                        .isEmpty();
            }
        }
    }

    @Nested
    class Paths {

        @Test
        void areDataWhateverTheyLookLike() {
            for (String path : NastyPaths.all(contents(caller(0)).keySet())) {
                SecretId id = SecretId.of(path);
                if (!contents(caller(0)).containsKey(id)) {
                    assertThat(attempt(List.of(id)).answerOrNothing())
                            .as("the answer for %s", id)
                            .isEmpty();
                }
            }
        }
    }

    @Nested
    class Failures {

        @Test
        void haveTheRightKind() {
            assumeSomethingFails("that a failure has the right kind");
            failing().forEach((id, kind) -> {
                Throwable failure = attempt(List.of(id)).failure();
                assertThat(failure)
                        .as("how reading %s fails", id)
                        .isInstanceOfSatisfying(
                                SecretStoreException.class,
                                e -> assertThat(e.kind()).isEqualTo(kind));
            });
        }

        @Test
        void answerNothingInPart() {
            assumeSomethingFails("that one failure fails the whole request");
            failing().forEach((id, kind) -> {
                Set<SecretId> withOthers = everything();
                withOthers.add(id);
                assertThat(attempt(withOthers).failure())
                        .as("a request of which one secret cannot be read fails as a whole")
                        .isInstanceOf(SecretStoreException.class);
            });
        }

        private void assumeSomethingFails(String what) {
            Assumptions.assumeFalse(
                    failing().isEmpty(),
                    "not proved: " + what + ". If reading a secret of the store can fail, override failing()");
        }
    }

    @Nested
    class Deadlines {

        @Test
        void thatHavePassedEndARead() {
            Attempt attempt = Attempt.begin(store, request(everything(), Duration.ZERO, caller(0)), timeout());
            Map<SecretId, Secret> answer = attempt.answerOrNothing();
            if (attempt.failure() instanceof SecretStoreException late) {
                assertThat(late.kind()).isEqualTo(SecretStoreException.Kind.UNAVAILABLE);
            } else {
                SecretComparison.assertSame(contents(caller(0)), answer);
            }
        }

        @Test
        void endAReadThatNothingAnswers() throws Exception {
            try (SecretStore hanging = hanging()) {
                SecretRequest request = request(everything(), Duration.ofMillis(300), caller(0));
                assertUnavailable(Attempt.begin(hanging, request, timeout()).end("at its deadline"));
            }
        }

        @Test
        void areNotWaitedForByAThreadThatIsInterrupted() throws Exception {
            try (SecretStore hanging = hanging()) {
                Attempt attempt = Attempt.begin(hanging, request(everything(), AMPLE, caller(0)), timeout());
                // Now or later, or before it begins: the read must end in each case.
                attempt.interrupt();
                assertUnavailable(attempt.end("when its thread is interrupted"));
            }
        }

        @Test
        void leaveAnInterruptInPlace() {
            Attempt attempt = Attempt.beginInterrupted(store, request(everything(), AMPLE, caller(0)), timeout());
            attempt.answerOrNothing();
            assertThat(attempt.interrupted())
                    .as("whether the thread is still interrupted")
                    .isTrue();
        }

        private SecretStore hanging() throws Exception {
            Optional<SecretStore> hanging = openHanging();
            Assumptions.assumeTrue(
                    hanging.isPresent(),
                    "not proved: that a read ends in time when nothing answers. If the store can hang, override openHanging()");
            return hanging.orElseThrow();
        }

        private void assertUnavailable(Attempt attempt) {
            assertThat(attempt.failure())
                    .as("how a read fails that nothing answers")
                    .isInstanceOfSatisfying(
                            SecretStoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(SecretStoreException.Kind.UNAVAILABLE));
        }
    }

    @Nested
    class Silence {

        @Test
        void isKeptInEveryText() {
            Canaries canaries = allCanaries();
            canaries.checkText("the store", store);
            Map<SecretId, Secret> answer = read(everything());
            canaries.checkText("the answer", answer);
            canaries.checkText("the store", store);
            canaries.checkText("the store's health", store.health());
        }

        @Test
        void isKeptInEveryFailure() {
            Canaries canaries = allCanaries();
            failing()
                    .keySet()
                    .forEach(id -> canaries.checkFailure(attempt(List.of(id)).failure()));
            NastyPaths.all(contents().keySet())
                    .forEach(path -> canaries.checkFailure(
                            attempt(List.of(SecretId.of(path))).failure()));
            canaries.checkFailure(Attempt.begin(store, request(everything(), Duration.ZERO, caller(0)), timeout())
                    .failure());
            canaries.checkText("the store's health", store.health());
            store.close();
            canaries.checkFailure(attempt(everything()).failure());
        }
    }

    @Nested
    class Callers {

        @Test
        void areEachAnsweredWithTheirOwn() {
            for (int number : new int[] {0, 1, 0, 1}) {
                assertAnswered(number);
            }
        }

        @Test
        void areAllAnsweredAlikeByAStoreThatShares() {
            Assumptions.assumeTrue(store.sharing() == SecretStore.Sharing.SHARED, "the store does not share");
            for (int number = 0; number < 3; number++) {
                SecretRequest request = request(everything(), AMPLE, caller(number));
                SecretComparison.assertSame(
                        contents(caller(0)),
                        Attempt.begin(store, request, timeout()).answer());
            }
        }

        @Test
        void canBeManyAtOnce() {
            Map<Integer, Attempt> attempts = new LinkedHashMap<>();
            for (int number = 0; number < THREADS; number++) {
                SecretRequest request = request(oneOf(number).keySet(), AMPLE, caller(number));
                attempts.put(number, Attempt.begin(store, request, timeout()));
            }
            attempts.forEach((number, attempt) -> SecretComparison.assertSame(oneOf(number), attempt.answer()));
        }

        @Test
        void withoutATokenAreNoProgrammingError() {
            Caller noToken = Caller.builder(new UUID(1, 0), new UUID(2, 0), new UUID(3, 0))
                    .build();
            Attempt attempt = Attempt.begin(store, request(everything(), AMPLE, noToken), timeout());
            if (store.needsCallerToken()) {
                attempt.answerOrNothing();
            } else {
                attempt.answer();
            }
        }

        private void assertAnswered(int number) {
            SecretRequest request = request(everything(), AMPLE, caller(number));
            SecretComparison.assertSame(
                    contents(caller(number)),
                    Attempt.begin(store, request, timeout()).answer());
        }

        /** One secret of a caller's, and not the same one for each. */
        private Map<SecretId, Secret> oneOf(int number) {
            List<Map.Entry<SecretId, Secret>> all = new ArrayList<>(new HashMap<>(contents(caller(number))).entrySet());
            Map.Entry<SecretId, Secret> one = all.get(number % all.size());
            return Map.of(one.getKey(), one.getValue());
        }
    }

    @Nested
    class Life {

        @Test
        void endsOnceAndForAll() {
            read(everything());
            assertThatCode(store::close).as("closing").doesNotThrowAnyException();
            assertThatCode(store::close).as("closing again").doesNotThrowAnyException();
            assertThat(attempt(everything()).failure())
                    .as("how a closed store refuses to read")
                    .isInstanceOfAny(SecretStoreException.class, IllegalStateException.class);
        }

        @Test
        void hasAHealthAtEveryTime() {
            assertHealth("before the first read");
            read(everything());
            assertHealth("after a read");
            failing().keySet().forEach(id -> attempt(List.of(id)).failure());
            assertHealth("after a failure");
            store.close();
            assertHealth("after closing");
        }

        @Test
        void outlivesLeasesThatItDoesNotKnow() {
            Lease unknown = Lease.of("contract/no-such-lease", Instant.EPOCH);
            assertThatCode(() -> store.revoke(unknown, caller(0))).doesNotThrowAnyException();
        }

        private void assertHealth(String when) {
            assertThatCode(() -> assertThat(store.health()).isNotNull())
                    .as("the health %s", when)
                    .doesNotThrowAnyException();
        }
    }
}
