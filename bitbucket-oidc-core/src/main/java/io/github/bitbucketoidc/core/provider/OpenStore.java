package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A store under its name in the policy, with the bulkhead that keeps it from taking every thread when it hangs. A read that
 * nobody waits for any more still counts until it really ends.
 */
final class OpenStore {

    /** A burst may wait this long for its turn: too short to be felt, long enough for a healthy store's reads to end. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final String name;
    private final SecretStore store;
    private final Semaphore places;

    OpenStore(String name, SecretStore store, int places) {
        this.name = name;
        this.store = store;
        this.places = new Semaphore(places);
    }

    String name() {
        return name;
    }

    SecretStore store() {
        return store;
    }

    StoreHealth health() {
        try {
            return store.health();
        } catch (RuntimeException defect) {
            return new StoreHealth(StoreHealth.Status.UNKNOWN, "failed with " + SafeTrace.of(defect));
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
