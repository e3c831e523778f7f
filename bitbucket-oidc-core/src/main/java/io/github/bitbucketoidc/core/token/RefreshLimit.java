package io.github.bitbucketoidc.core.token;

/**
 * At most two refreshes in any 30 seconds (attack row K14): one to find a new key at once, one for whoever came a moment too
 * early. Nimbus' own limit counts within fixed windows, so that three can fall into 30 seconds around a window's end.
 * Thread-safe; asking is one volatile read. Times are milliseconds of the monotonic clock.
 */
final class RefreshLimit {

    static final long WINDOW = 30_000;

    private long latest = Long.MIN_VALUE;
    private volatile long opensAt = Long.MIN_VALUE;

    boolean isOpen(long now) {
        return now >= opensAt;
    }

    /** Counts a refresh, if it may be done. */
    synchronized boolean tryAcquire(long now) {
        if (now < opensAt) {
            return false;
        }
        opensAt = latest == Long.MIN_VALUE ? Long.MIN_VALUE : latest + WINDOW;
        latest = Math.max(now, latest);
        return true;
    }
}
