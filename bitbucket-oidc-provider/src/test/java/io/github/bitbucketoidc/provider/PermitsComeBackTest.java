package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.CircuitBreaker;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.provider.stores.StoreReads;
import io.github.bitbucketoidc.provider.stores.StoreReadsFixture;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On every way out of a read, its permit of the bulkhead and its permission of the breaker come back. */
class PermitsComeBackTest extends StoreReadsFixture {

    private enum WayOut {
        ANSWER,
        REFUSAL,
        DEFECT,
        ERROR,
        NULL,
        HANG,
        ERROR_BEFORE_THE_READ,
        NO_THREAD,
        NO_MEMORY_FOR_A_THREAD
    }

    private final class Store implements SecretStore {

        private volatile WayOut wayOut = WayOut.ANSWER;

        @Override
        public Map<SecretId, Secret> read(SecretRequest request) {
            return switch (wayOut) {
                case REFUSAL -> throw new SecretStoreException(Kind.DENIED, "no", List.of());
                case DEFECT -> throw new IllegalStateException();
                case ERROR -> throw new StackOverflowError();
                case HANG -> hang(request);
                case NULL -> nothing();
                default -> b.find(request);
            };
        }

        @SuppressWarnings("NullAway") // what a store must not do
        private Map<SecretId, Secret> nothing() {
            return null;
        }

        @Override
        public boolean readsFromMemory() {
            if (wayOut == WayOut.ERROR_BEFORE_THE_READ) {
                throw new NoClassDefFoundError();
            }
            return false;
        }
    }

    private final Store bad = new Store();
    private final OpenStore store = new OpenStore("bad", bad, 2, new CircuitBreaker(System::nanoTime), () -> {});

    private Executor executor() {
        return switch (bad.wayOut) {
            case NO_THREAD ->
                task -> {
                    throw new RejectedExecutionException();
                };
            case NO_MEMORY_FOR_A_THREAD ->
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                };
            default -> threads;
        };
    }

    private Map<OpenStore, Map<SecretId, Secret>> readBoth(Duration time) {
        Deadline deadline = Deadline.after(time);
        Caller caller = Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                .build();
        Map<OpenStore, SecretRequest> requests = new LinkedHashMap<>();
        requests.put(storeB, SecretRequest.of(List.of(ONE), deadline, caller));
        requests.put(store, SecretRequest.of(List.of(ONE), deadline, caller));
        return new StoreReads(executor(), revoker, watch).read(requests, deadline);
    }

    @ParameterizedTest
    @EnumSource(WayOut.class)
    void whateverBecameOfTheReads(WayOut wayOut) {
        bad.wayOut = wayOut;
        // more than there are permits, fewer than would open the breaker
        IntStream.range(0, CircuitBreaker.FAILURES - 1).forEach(i -> {
            Throwable thrown = catchThrowable(() -> readBoth(Duration.ofMillis(wayOut == WayOut.HANG ? 30 : 60_000)));
            if (thrown instanceof ReleaseFailure failure && wayOut != WayOut.NO_THREAD && wayOut != WayOut.HANG) {
                assertThat(failure.code()).isNotEqualTo(Release.FailureCode.OVERLOADED);
            }
        });
        bad.wayOut = WayOut.ANSWER;

        await().ignoreExceptions().until(() -> readBoth(LONG).size() == 2);
        for (int i = 0; i < 2; i++) {
            assertThat(readBoth(LONG)).containsOnlyKeys(store, storeB);
        }
    }

    @Test
    void alsoThoseOfTheTrialOfAnOpenBreaker() {
        bad.wayOut = WayOut.DEFECT;
        IntStream.range(0, CircuitBreaker.FAILURES)
                .forEach(i -> assertThat(catchThrowable(() -> readBoth(LONG))).isNotNull());
        for (WayOut wayOut : WayOut.values()) {
            bad.wayOut = wayOut;
            await().atMost(Duration.ofMinutes(1)).until(() -> isAsked());
        }
        bad.wayOut = WayOut.ANSWER;
        await().ignoreExceptions().until(() -> readBoth(LONG).size() == 2);
    }

    /** Whether the breaker let a read through, whatever became of it. */
    private boolean isAsked() {
        Throwable thrown = catchThrowable(() -> readBoth(Duration.ofMillis(bad.wayOut == WayOut.HANG ? 30 : 60_000)));
        return thrown == null || !String.valueOf(thrown.getMessage()).contains("is not asked");
    }
}
