package io.github.bitbucketoidc.core.token.keys;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many requests may wait for keys at a time (attack row D8). A request that waits has proved nothing yet, and
 * counts among those that an endpoint works on: neither a key server that hangs nor strangers who name unknown keys may use those up.
 * Thread-safe.
 */
public final class KeyWaits {

    /** For one issuer whose keys are there: whoever waits names a key that is not among them. */
    public static final int MOST = 16;

    /** For one issuer of which there is no key, as after a start: all its steps must wait, and a burst of them is no attack. */
    public static final int MOST_WITHOUT_KEYS = 64;

    /** For all issuers of one verifier together: half of the requests that an endpoint works on unless told otherwise. */
    public static final int MOST_IN_ALL = 64;

    private final Semaphore withKeys = new Semaphore(MOST);
    private final Semaphore withoutKeys = new Semaphore(MOST_WITHOUT_KEYS);
    private final Semaphore all;

    public KeyWaits(Semaphore all) {
        this.all = all;
    }

    /** A permit that is held while waiting; closing it gives it back. */
    public final class Permit implements AutoCloseable {

        private final Semaphore own;

        private Permit(Semaphore own) {
            this.own = own;
        }

        @Override
        public void close() {
            all.release();
            own.release();
        }
    }

    /** Takes a permit to wait; null if as many wait as may. */
    @Nullable
    public Permit enter(boolean hasKeys) {
        Semaphore own = hasKeys ? withKeys : withoutKeys;
        if (!own.tryAcquire()) {
            return null;
        }
        if (!all.tryAcquire()) {
            own.release();
            return null;
        }
        return new Permit(own);
    }
}
