package io.github.bitbucketoidc.core.token.keys;

import java.time.Duration;

/**
 * How long keys serve, in milliseconds of the monotonic clock (attack row C9: a step of the wall clock neither keeps nor drops
 * them).
 *
 * @param outageTolerance how long the last good set serves while its issuer cannot be reached (K16)
 */
public record KeyLifetimes(long outageTolerance) {

    /** A key that its issuer has withdrawn is gone after this at the latest (K20). */
    public static final long TIME_TO_LIVE = 300_000;

    /** So long before its end a set in use is refreshed in the background, so that nobody waits for it (K22). */
    public static final long REFRESH_AHEAD = 30_000;

    /** Nobody waits longer for a refresh. */
    public static final long WAIT = 5_000;

    public static KeyLifetimes of(Duration outageTolerance) {
        return new KeyLifetimes(outageTolerance.toMillis());
    }

    /** Whether a set that was asked for then may still serve in an outage. */
    public boolean outlives(long askedAt, long now) {
        return now - askedAt < outageTolerance;
    }

    /** Whether a set that was asked for then may serve at all. */
    public boolean serves(long askedAt, long now) {
        return now - askedAt < Math.max(TIME_TO_LIVE, outageTolerance);
    }
}
