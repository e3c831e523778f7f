package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.MemoryStore;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoreReadsTest extends StoreReadsFixture {

    @Nested
    class Parallel {

        @Test
        void readsEveryStoreAtTheSameTime() {
            CyclicBarrier together = new CyclicBarrier(2);
            a.reading(request -> meet(together, a, request));
            b.reading(request -> meet(together, b, request));

            Map<OpenStore, Map<SecretId, Secret>> read = read(LONG, storeA, storeB);

            assertThat(read.get(storeA)).containsOnlyKeys(ONE);
            assertThat(read.get(storeB)).containsOnlyKeys(ONE);
        }

        private Map<SecretId, Secret> meet(CyclicBarrier together, MemoryStore store, SecretRequest request) {
            try {
                together.await();
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
            return store.find(request);
        }

        @Test
        void leavesOutWhatAStoreDoesNotHave() {
            a.reading(request -> Map.of());

            assertThat(read(LONG, storeA).get(storeA)).isEmpty();
        }
    }

    @Nested
    class DeadlineOfTheRequest {

        @Row("H14")
        @Test
        @DisplayName("H14 a store that hangs holds nobody past the deadline, and is interrupted")
        void h14EndsAtTheDeadline() {
            AtomicBoolean interrupted = new AtomicBoolean();
            a.reading(request -> {
                try {
                    testEnds.await();
                } catch (InterruptedException stopped) {
                    interrupted.set(true);
                }
                return Map.of();
            });

            assertThat(failure(Duration.ofMillis(100), storeA).code()).isEqualTo(Release.FailureCode.DEADLINE_EXCEEDED);
            await().untilTrue(interrupted);
        }

        @Test
        void anInterruptedRequestEndsAndStaysInterrupted() {
            a.reading(StoreReadsTest.this::hang);
            Thread.currentThread().interrupt();

            ReleaseFailure failure = failure(LONG, storeA);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.code()).isEqualTo(Release.FailureCode.DEADLINE_EXCEEDED);
        }

        @Test
        void oneFailureEndsTheOthersAtOnce() {
            a.reading(StoreReadsTest.this::hang);
            b.reading(request -> {
                throw new SecretStoreException(Kind.UNAVAILABLE, "sealed", List.of());
            });

            assertThat(failure(LONG, storeA, storeB).code()).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
        }
    }

    @Nested
    class Bulkhead {

        @Row({"F18", "F19"})
        @Test
        @DisplayName("fault table: all threads stuck in store A, store B is unaffected")
        void aHangingStoreTakesItsOwnPlacesOnly() {
            a.reading(StoreReadsTest.this::hangForGood);
            for (int i = 0; i < 2; i++) {
                assertThat(failure(Duration.ofMillis(20), storeA).code())
                        .isEqualTo(Release.FailureCode.DEADLINE_EXCEEDED);
            }

            assertThat(failure(LONG, storeA).code()).isEqualTo(Release.FailureCode.OVERLOADED);
            assertThat(failure(LONG, storeB, storeA).code()).isEqualTo(Release.FailureCode.OVERLOADED);
            assertThat(read(LONG, storeB).get(storeB)).containsOnlyKeys(ONE);
        }

        @Row("F19")
        @Test
        void permitsAreReleasedWhenTheReadsEnd() {
            a.reading(StoreReadsTest.this::hang);
            for (int i = 0; i < CircuitBreaker.FAILURES - 1; i++) {
                List<Release.FailureCode> codes = new ArrayList<>();
                await().until(() -> {
                    codes.add(failure(Duration.ofMillis(5), storeA).code());
                    return codes.contains(Release.FailureCode.DEADLINE_EXCEEDED);
                });
            }
            a.reading(a::find);

            await().ignoreExceptions()
                    .until(() -> read(LONG, storeA).get(storeA).containsKey(ONE));
        }

        @Test
        void noThreadLeftIsOverloadedAndKeepsNoPlace() {
            StoreReads full = new StoreReads(
                    task -> {
                        throw new RejectedExecutionException();
                    },
                    revoker,
                    watch);
            Deadline deadline = Deadline.after(LONG);
            Caller caller = Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                    .build();
            for (int i = 0; i < 5; i++) {
                ReleaseFailure failure = catchThrowableOfType(
                        ReleaseFailure.class,
                        () -> full.read(Map.of(storeA, SecretRequest.of(List.of(ONE), deadline, caller)), deadline));
                assertThat(failure.code()).isEqualTo(Release.FailureCode.OVERLOADED);
                assertThat(failure).hasMessageContaining("no thread");
            }
            assertThat(read(LONG, storeA)).containsKey(storeA);
        }
    }

    @Nested
    class BrokenStores {

        private Release.FailureCode codeOf(Kind kind) {
            a.reading(request -> {
                throw new SecretStoreException(kind, "why", request.ids());
            });
            ReleaseFailure failure = failure(LONG, storeA);
            assertThat(failure).hasMessage("store a: why [one]");
            return failure.code();
        }

        @Test
        void eachKindOfFailureHasItsCode() {
            assertThat(codeOf(Kind.UNAVAILABLE)).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
            assertThat(codeOf(Kind.DENIED)).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
            assertThat(codeOf(Kind.MISCONFIGURED)).isEqualTo(Release.FailureCode.SECRET_MALFORMED);
            assertThat(codeOf(Kind.MALFORMED)).isEqualTo(Release.FailureCode.SECRET_MALFORMED);
        }

        @Row("H11")
        @Test
        @DisplayName("H11 the message of somebody else's exception goes nowhere")
        void h11DefectsAreToldByTheirClass() {
            a.reading(request -> {
                throw new IllegalStateException("s3cr3t");
            });
            ReleaseFailure failure = failure(LONG, storeA);

            assertThat(failure.code()).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
            assertThat(failure.getMessage())
                    .contains("java.lang.IllegalStateException at ")
                    .doesNotContain("s3cr3t");
        }

        @Row("F21")
        @Test
        @DisplayName("fault table: StackOverflowError and OutOfMemoryError inside a store are its failure")
        void errorsAreItsFailure() {
            for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError(), new NoClassDefFoundError())) {
                a.reading(request -> {
                    throw error;
                });
                assertThat(failure(LONG, storeA).code()).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
            }
        }

        @Test
        void nullAndWhatWasNotAskedForIsMalformed() {
            Map<SecretId, Secret> nullValue = new HashMap<>();
            nullValue.put(ONE, null);
            List<Map<SecretId, Secret>> answers = new ArrayList<>();
            answers.add(null);
            answers.add(nullValue);
            answers.add(Map.of(SecretId.of("two"), leased("not asked for")));

            for (Map<SecretId, Secret> answer : answers) {
                a.reading(request -> answer);
                assertThat(failure(LONG, storeA).code()).isEqualTo(Release.FailureCode.SECRET_MALFORMED);
            }
            await().until(() -> a.revoked.contains("not asked for"));
        }
    }

    @Nested
    class Leases {

        @Test
        void areRevokedWhenAnotherStoreFails() {
            a.secret("one", leased("lease-1"));
            CountDownLatch aDone = new CountDownLatch(1);
            a.reading(request -> {
                aDone.countDown();
                return a.find(request);
            });
            b.reading(request -> {
                await().until(() -> aDone.getCount() == 0);
                throw new SecretStoreException(Kind.DENIED, "no", List.of());
            });

            assertThat(failure(LONG, storeA, storeB).code()).isEqualTo(Release.FailureCode.STORE_UNAVAILABLE);
            await().until(() -> a.revoked.equals(List.of("lease-1")));
        }

        @Row("H14")
        @Test
        @DisplayName("H14 a lease that comes after the deadline is revoked when it comes")
        void h14AreRevokedWhenTheyComeTooLate() {
            CountDownLatch late = new CountDownLatch(1);
            a.reading(request -> {
                await().until(() -> {
                    Thread.interrupted();
                    return late.getCount() == 0;
                });
                return Map.of(ONE, leased("late"));
            });

            // long enough for the read to begin on a busy machine, too
            assertThat(failure(Duration.ofSeconds(1), storeA).code()).isEqualTo(Release.FailureCode.DEADLINE_EXCEEDED);
            assertThat(a.revoked).isEmpty();
            late.countDown();
            await().until(() -> a.revoked.equals(List.of("late")));
        }
    }
}
