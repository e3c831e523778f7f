package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.provider.MemoryStore;
import io.github.bitbucketoidc.provider.lease.LeaseRevoker;
import io.github.bitbucketoidc.provider.lease.LeaseTimer;
import io.github.bitbucketoidc.provider.record.Listeners;
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
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;

/** Two stores in memory, and the threads that read them. */
public abstract class StoreReadsFixture {

    public static final SecretId ONE = SecretId.of("one");
    public static final Duration LONG = Duration.ofSeconds(60);

    public final ExecutorService threads = ReadThreads.create();
    public final StoreWatch watch = new StoreWatch(new Listeners(List.of()), Duration.ofSeconds(1));
    public final CountDownLatch testEnds = new CountDownLatch(1);
    public final LeaseTimer timer = new LeaseTimer();
    public final LeaseRevoker revoker = new LeaseRevoker(threads, timer, Clock.systemUTC());
    public final MemoryStore a = new MemoryStore().text("one", "eins eins");
    public final MemoryStore b = new MemoryStore().text("one", "zwei zwei");
    public final OpenStore storeA = new OpenStore("a", a, 2, new CircuitBreaker(System::nanoTime), () -> {});
    public final OpenStore storeB = new OpenStore("b", b, 2, new CircuitBreaker(System::nanoTime), () -> {});

    @AfterEach
    public void close() {
        testEnds.countDown();
        timer.close();
        threads.shutdownNow();
    }

    public Map<OpenStore, Map<SecretId, Secret>> read(Duration time, OpenStore... stores) {
        Deadline deadline = Deadline.after(time);
        Caller caller = Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
                .build();
        Map<OpenStore, SecretRequest> requests = new LinkedHashMap<>();
        for (OpenStore store : stores) {
            requests.put(store, SecretRequest.of(List.of(ONE), deadline, caller));
        }
        return new StoreReads(threads, revoker, watch).read(requests, deadline);
    }

    public ReleaseFailure failure(Duration time, OpenStore... stores) {
        return catchThrowableOfType(ReleaseFailure.class, () -> read(time, stores));
    }

    public Map<SecretId, Secret> hang(SecretRequest request) {
        try {
            testEnds.await();
        } catch (InterruptedException stopped) {
            throw new SecretStoreException(Kind.UNAVAILABLE, "interrupted", List.of());
        }
        return Map.of();
    }

    /** Does not even listen to interrupts. */
    public Map<SecretId, Secret> hangForGood(SecretRequest request) {
        while (testEnds.getCount() > 0) {
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        return Map.of();
    }

    public static Secret leased(String id) {
        return Secret.ofText(SecretValue.of("s3cr3t s3cr3t")).withLease(Lease.of(id, Instant.MAX));
    }
}
