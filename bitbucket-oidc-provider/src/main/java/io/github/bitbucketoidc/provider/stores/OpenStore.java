package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.release.FailureCode;
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
 */
public final class OpenStore {

    private static final RequestLog log = RequestLog.ofProvider();

    /** A burst may wait this long for its turn: too short to be felt, long enough for a healthy store's reads to end. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final String name;
    private final SecretStore store;
    private final Semaphore places;
    private final CircuitBreaker breaker;
    private final Shared<SecretStore> users;
    private volatile long answeredNanos = System.nanoTime();

    /** With what closes the store when the last one that joined has left: the policy, or a lease that outlives it there. */
    public OpenStore(String name, SecretStore store, int places, CircuitBreaker breaker, Runnable closing) {
        this.breaker = breaker;
        this.name = name;
        this.store = store;
        this.places = new Semaphore(places);
        this.users = new Shared<>(store, closing);
    }

    /** A lease needs it to stay open; {@code false} if it is closed. */
    public boolean join() {
        return users.join();
    }

    public void leave() {
        users.leave();
    }

    public String name() {
        return name;
    }

    public SecretStore store() {
        return store;
    }

    /**
     * What a cache has of these, if there is one: it costs neither a place nor a thread, and is right whether the store is well or not.
     */
    public Map<SecretId, Secret> kept(Set<SecretId> ids) {
        return store instanceof CachingSecretStore cache ? cache.kept(ids) : Map.of();
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
                    FailureCode.STORE_UNAVAILABLE, "store " + name + " failed with " + SafeTrace.of(defect));
        }
    }

    /**
     * Asks the breaker.
     *
     * @throws ReleaseFailure if the store is not to be read now
     */
    public CircuitBreaker.Pass admit() {
        try {
            return breaker.enter();
        } catch (CircuitBreaker.Open open) {
            throw new ReleaseFailure(
                    FailureCode.STORE_UNAVAILABLE,
                    "store " + name + " is not asked: it failed several times in a row, and is tried again soon",
                    open.retryAfter());
        }
    }

    public void succeeded(CircuitBreaker.Pass pass) {
        answeredNanos = System.nanoTime();
        if (breaker.succeeded(pass)) {
            log.line(Level.INFO, "store {} answers again", name);
        }
    }

    /**
     * A read failed that began then. If the store has answered another one since, it is not the store that is down: one slow or
     * broken secret must not keep everybody else from theirs (attack row D10).
     */
    public void failed(CircuitBreaker.Pass pass, long startedNanos) {
        if (answeredNanos - startedNanos > 0) {
            breaker.undecided(pass);
        } else if (breaker.failed(pass)) {
            log.line(
                    Level.ERROR,
                    "store {} failed {} times in a row: it is tried now and then only",
                    name,
                    CircuitBreaker.FAILURES);
        }
    }

    public void undecided(CircuitBreaker.Pass pass) {
        breaker.undecided(pass);
    }

    /** Takes a place in the bulkhead. */
    public void enter() throws InterruptedException {
        if (!places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ReleaseFailure(
                    FailureCode.OVERLOADED, "store " + name + ": as many reads as allowed are under way already");
        }
    }

    public void exit() {
        places.release();
    }

    @Override
    public String toString() {
        return name;
    }
}
