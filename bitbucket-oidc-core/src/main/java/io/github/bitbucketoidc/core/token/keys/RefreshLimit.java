package io.github.bitbucketoidc.core.token.keys;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;

/**
 * When an issuer may be asked (attack row K14). Three rules together; times are milliseconds of the monotonic clock. Thread-safe.
 *
 * <ul>
 *   <li><b>The hour.</b> One request each {@link #INTERVAL} is ordinary; {@link #EXTRAS} more in any hour are extra: 24 in all. An
 *       unknown key, which a stranger can name, may use {@link #EXTRAS_OF_STRANGERS} of the extra ones: 19 in an hour are the most that
 *       strangers can cause, and a failing issuer can still be asked again.
 *   <li><b>The window.</b> At most two refreshes that succeed in any 30 seconds: one to find a new key at once, one for whoever
 *       came a moment too early.
 *   <li><b>The pause.</b> A refresh that failed is repeated after 1, 2, 4, 4, 4, 4, 8, 16 … seconds, a little less by chance, or
 *       as the issuer's {@code Retry-After} says. Failures do not count for the window: a start that failed must not make
 *       everybody wait for 30 seconds.
 * </ul>
 *
 * <p>The interval is shorter than the time between two ordinary refreshes of a set in use, so the budget is never used up by
 * those alone.
 */
public final class RefreshLimit {

    public static final long WINDOW = 30_000;
    public static final int EXTRAS = 10;
    public static final int EXTRAS_OF_STRANGERS = 5;
    public static final long INTERVAL = 260_000;

    private static final long HOUR = 3_600_000;

    private static final long SECOND = 1_000;
    /** So many pauses are at most four seconds, for whoever waits for a new key during a short outage. */
    private static final int SHORT_PAUSES = 6;

    /** What a request is for. */
    public enum Need {
        /** A set that is used: to have one at all, or to notice that a key was withdrawn. */
        SET,
        /** A key that the set in use does not have. */
        UNKNOWN_KEY
    }

    private final DoubleSupplier chance;
    private long latest = Long.MIN_VALUE;
    private long windowOpens = Long.MIN_VALUE;
    private long pauseEnds = Long.MIN_VALUE;
    private long ordinaryOpens = Long.MIN_VALUE;
    /** When the latest extra requests were made, the oldest first. */
    private final Deque<Long> extras = new ArrayDeque<>();

    private int failures;

    /** Begins with the whole budget; the chance is from 0 to below 1. */
    public RefreshLimit(DoubleSupplier chance) {
        this.chance = chance;
    }

    /** From when on a refresh of so many requests may begin; it may now if that is not later than now. */
    public synchronized long opensAt(int requests, Need need) {
        int most = need == Need.UNKNOWN_KEY ? EXTRAS_OF_STRANGERS : EXTRAS;
        long withoutOrdinary = extrasOpen(requests, most);
        long withOrdinary = Math.max(ordinaryOpens, extrasOpen(requests - 1, most));
        return Math.max(Math.min(withoutOrdinary, withOrdinary), Math.max(windowOpens, pauseEnds));
    }

    /** When so many more extra requests make no more than that in an hour. */
    private long extrasOpen(int more, int most) {
        int mayStay = most - more;
        if (more == 0 || extras.size() <= mayStay) {
            return Long.MIN_VALUE;
        }
        // The oldest ones up to this must have gone out of the hour.
        return extras.stream().skip(extras.size() - mayStay - 1L).findFirst().orElseThrow() + HOUR;
    }

    /** Counts one request, if the hour's budget has one left. */
    public synchronized boolean spend(long now) {
        if (now >= ordinaryOpens) {
            ordinaryOpens = now + INTERVAL;
            return true;
        }
        if (now < extrasOpen(1, EXTRAS)) {
            return false;
        }
        if (extras.size() == EXTRAS) {
            extras.removeFirst();
        }
        extras.addLast(now);
        return true;
    }

    /** Notes a refresh that was asked for then and succeeded. */
    public synchronized void succeeded(long askedAt) {
        windowOpens = latest == Long.MIN_VALUE ? Long.MIN_VALUE : latest + WINDOW;
        latest = Math.max(askedAt, latest);
        pauseEnds = Long.MIN_VALUE;
        failures = 0;
    }

    /**
     * Notes a refresh that failed.
     *
     * @param retryAfter what the issuer asked for, 0 if nothing
     */
    public synchronized void failed(long now, long retryAfter) {
        double part = chance.getAsDouble();
        long pause = (long) (pause(failures) * (1 - part / 4));
        // Not before the time that the issuer named, and not all replicas at the same moment.
        long asked = (long) (retryAfter * (1 + part / 10));
        pauseEnds = now + Math.max(pause, asked);
        failures = Math.min(failures + 1, 30);
    }

    private static long pause(int failures) {
        int doublings = failures < 2 ? failures : Math.max(2, failures - SHORT_PAUSES + 3);
        return Math.min(SECOND << doublings, INTERVAL);
    }

    /** Whether the latest refresh failed. */
    public synchronized boolean isFailing() {
        return failures > 0;
    }
}
