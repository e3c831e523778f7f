package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store under its name in the policy, with the bulkhead that keeps it from taking every thread when it hangs, and the breaker that
 * keeps it from being asked again and again when it fails. A read that nobody waits for any more still counts in the bulkhead until it
 * really ends.
 */
final class OpenStore {

    private static final Logger log = LoggerFactory.getLogger(SecretProvider.class);

    /** A burst may wait this long for its turn: too short to be felt, long enough for a healthy store's reads to end. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final String name;
    private final SecretStore store;
    private final Semaphore places;
    private final CircuitBreaker breaker;
    private final Shared<SecretStore> users;

    /** With what closes the store when the last one that joined has left: the policy, or a lease that outlives it there. */
    OpenStore(String name, SecretStore store, int places, CircuitBreaker breaker, Runnable closing) {
        this.breaker = breaker;
        this.name = name;
        this.store = store;
        this.places = new Semaphore(places);
        this.users = new Shared<>(store, closing);
    }

    /** A lease needs it to stay open; {@code false} if it is closed. */
    boolean join() {
        return users.join();
    }

    void leave() {
        users.leave();
    }

    String name() {
        return name;
    }

    SecretStore store() {
        return store;
    }

    /**
     * What a cache has of these, if there is one: it costs neither a place nor a thread, and is right whether the store is well or not.
     */
    Map<SecretId, Secret> kept(Set<SecretId> ids) {
        return store instanceof CachingSecretStore cache ? cache.kept(ids) : Map.of();
    }

    /** What the store says of itself, unless its breaker is open. */
    StoreHealth health() {
        if (breaker.isOpen()) {
            return new StoreHealth(
                    StoreHealth.Status.DOWN, "it failed several times in a row, and is tried now and then");
        }
        try {
            return store.health();
        } catch (RuntimeException defect) {
            return new StoreHealth(StoreHealth.Status.UNKNOWN, "failed with " + SafeTrace.of(defect));
        }
    }

    /** Whether a read may be on the request's own thread; a store that cannot say gets a thread of its own. */
    boolean readsFromMemory() {
        try {
            return store.readsFromMemory();
        } catch (RuntimeException defect) {
            return false;
        }
    }

    boolean needsCallerToken() {
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
    CircuitBreaker.Pass admit() {
        try {
            return breaker.enter();
        } catch (CircuitBreaker.Open open) {
            throw new ReleaseFailure(
                    FailureCode.STORE_UNAVAILABLE,
                    "store " + name + " is not asked: it failed several times in a row, and is tried again soon",
                    open.retryAfter());
        }
    }

    void succeeded(CircuitBreaker.Pass pass) {
        if (breaker.succeeded(pass)) {
            log.info("store {} answers again", name);
        }
    }

    void failed(CircuitBreaker.Pass pass) {
        if (breaker.failed(pass)) {
            log.error(
                    "store {} failed {} times in a row: it is tried now and then only", name, CircuitBreaker.FAILURES);
        }
    }

    void undecided(CircuitBreaker.Pass pass) {
        breaker.undecided(pass);
    }

    /** Takes a place in the bulkhead. */
    void enter() throws InterruptedException {
        if (!places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ReleaseFailure(
                    FailureCode.OVERLOADED, "store " + name + ": as many reads as allowed are under way already");
        }
    }

    void exit() {
        places.release();
    }

    @Override
    public String toString() {
        return name;
    }
}
