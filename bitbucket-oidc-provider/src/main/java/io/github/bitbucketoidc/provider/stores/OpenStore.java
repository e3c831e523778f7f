package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;

/**
 * A store under its name in the policy, with the bulkhead that keeps it from taking every thread when it hangs, and the breaker that
 * keeps it from being asked again and again when it fails. A read that nobody waits for any more still counts in the bulkhead until it
 * really ends.
 *
 * <p>The bulkhead is a semaphore of the JDK: one of resilience4j is the same semaphore with an archive around it.
 */
public final class OpenStore {

    private static final RequestLog log = RequestLog.ofProvider();

    /** A burst may wait this long for its turn: too short to be felt, long enough for a healthy store's reads to end. */
    private static final Duration PERMIT_TIMEOUT = Duration.ofMillis(20);

    private final String name;
    private final SecretStore store;
    private final Semaphore permits;
    private final CircuitBreaker breaker;
    private final ReferenceCounted<SecretStore> references;
    private volatile long answeredNanos = System.nanoTime();

    /**
     * Opens it for one user, the policy.
     *
     * @param mostReads how many reads may be under way at a time
     * @param closing closes the store after its last user, which may be a lease that outlives the policy
     */
    public OpenStore(String name, SecretStore store, int mostReads, CircuitBreaker breaker, Runnable closing) {
        this.breaker = breaker;
        this.name = name;
        this.store = store;
        this.permits = new Semaphore(mostReads);
        this.references = new ReferenceCounted<>(store, closing);
    }

    /** Keeps the store open for another user, such as a lease; {@code false} if it is closed. */
    public boolean retain() {
        return references.retain();
    }

    /** Says that one user, counted by {@link #retain} or from the beginning, needs the store no more. */
    public void release() {
        references.release();
    }

    public String name() {
        return name;
    }

    public SecretStore store() {
        return store;
    }

    /**
     * What a cache has of these, if there is one: it costs neither a permit nor a thread, and is right whether the store is well or not.
     */
    public Map<SecretId, Secret> cached(Set<SecretId> ids) {
        return store instanceof CachingSecretStore cache ? cache.cached(ids) : Map.of();
    }

    /** What the store says of itself, unless its breaker is open. */
    public StoreHealth health() {
        if (breaker.isOpen()) {
            return StoreHealth.of(
                    StoreHealth.Status.DOWN, "it failed several times in a row, and is tried now and then");
        }
        try {
            return store.health();
        } catch (RuntimeException defect) {
            return StoreHealth.of(StoreHealth.Status.UNKNOWN, "failed with " + SafeTrace.of(defect));
        }
    }

    /** Whether a read may be on the request's own thread; a store that cannot say gets a thread of its own. */
    public boolean readsFromMemory() {
        try {
            return store.readsFromMemory();
        } catch (RuntimeException defect) {
            return false;
        }
    }

    public boolean needsCallerToken() {
        try {
            return store.needsCallerToken();
        } catch (RuntimeException defect) {
            throw new ReleaseFailure(
                    Release.FailureCode.STORE_UNAVAILABLE, "store " + name + " failed with " + SafeTrace.of(defect));
        }
    }

    /**
     * Asks the breaker.
     *
     * @throws ReleaseFailure if the store is not to be read now
     */
    public CircuitBreaker.Permission admit() {
        try {
            return breaker.acquirePermission();
        } catch (CircuitBreaker.Open open) {
            throw new ReleaseFailure(
                    Release.FailureCode.STORE_UNAVAILABLE,
                    "store " + name + " is not asked: it failed several times in a row, and is tried again soon",
                    open.retryAfter());
        }
    }

    public void succeeded(CircuitBreaker.Permission permission) {
        answeredNanos = System.nanoTime();
        if (breaker.succeeded(permission)) {
            log.line(Level.INFO, "store {} answers again", name);
        }
    }

    /**
     * A read failed that began then. If the store has answered another one since, it is not the store that is down: one slow or
     * broken secret must not keep everybody else from theirs (attack row D10).
     */
    public void failed(CircuitBreaker.Permission permission, long startedNanos) {
        if (answeredNanos - startedNanos > 0) {
            breaker.undecided(permission);
        } else if (breaker.failed(permission)) {
            log.line(
                    Level.ERROR,
                    "store {} failed {} times in a row: it is tried now and then only",
                    name,
                    CircuitBreaker.FAILURES);
        }
    }

    public void undecided(CircuitBreaker.Permission permission) {
        breaker.undecided(permission);
    }

    /** Takes a permit of the bulkhead. */
    public void acquirePermit() throws InterruptedException {
        if (!permits.tryAcquire(PERMIT_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ReleaseFailure(
                    Release.FailureCode.OVERLOADED,
                    "store " + name + ": as many reads as allowed are under way already");
        }
    }

    public void releasePermit() {
        permits.release();
    }

    @Override
    public String toString() {
        return name;
    }
}
