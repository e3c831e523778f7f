package io.github.bitbucketoidc.core.provider;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;

/** Two stores in memory, and the threads that read them. */
abstract class StoreReadsFixture {

    static final SecretId ONE = SecretId.of("one");
    static final Duration LONG = Duration.ofSeconds(60);

    final ExecutorService threads = StoreThreads.create();
    final StoreWatch watch = new StoreWatch(new Listeners(List.of()), Duration.ofSeconds(1));
    final CountDownLatch testEnds = new CountDownLatch(1);
    final LeaseTimer timer = new LeaseTimer();
    final LeaseReturns returns = new LeaseReturns(threads, timer, Clock.systemUTC());
    final MemoryStore a = new MemoryStore().text("one", "eins eins");
    final MemoryStore b = new MemoryStore().text("one", "zwei zwei");
    final OpenStore storeA = new OpenStore("a", a, 2, new CircuitBreaker(System::nanoTime), () -> {});
    final OpenStore storeB = new OpenStore("b", b, 2, new CircuitBreaker(System::nanoTime), () -> {});

    @AfterEach
    void close() {
        testEnds.countDown();
        timer.close();
        threads.shutdownNow();
    }

    Map<OpenStore, Map<SecretId, Secret>> read(Duration time, OpenStore... stores) {
        Deadline deadline = Deadline.after(time);
        Caller caller = Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                .build();
        Map<OpenStore, SecretRequest> requests = new LinkedHashMap<>();
        for (OpenStore store : stores) {
            requests.put(store, SecretRequest.of(List.of(ONE), deadline, caller));
        }
        return new StoreReads(threads, returns, watch).read(requests, deadline);
    }

    ReleaseFailure failure(Duration time, OpenStore... stores) {
        return catchThrowableOfType(ReleaseFailure.class, () -> read(time, stores));
    }

    Map<SecretId, Secret> hang(SecretRequest request) {
        try {
            testEnds.await();
        } catch (InterruptedException stopped) {
            throw new SecretStoreException(Kind.UNAVAILABLE, "interrupted", List.of());
        }
        return Map.of();
    }

    /** Does not even listen to interrupts. */
    Map<SecretId, Secret> hangForGood(SecretRequest request) {
        while (testEnds.getCount() > 0) {
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return Map.of();
    }

    static Secret leased(String id) {
        return Secret.ofText(SecretValue.of("s3cr3t s3cr3t")).withLease(new Lease(id, Instant.MAX, Optional.empty()));
    }
}
