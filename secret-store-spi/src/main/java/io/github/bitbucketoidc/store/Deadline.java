package io.github.bitbucketoidc.store;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A point in time by the monotonic clock, so that a step of the wall clock neither shortens nor stretches it (attack row
 * C9). Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long at;

    private Deadline(LongSupplier nanoTime, long at) {
        this.nanoTime = nanoTime;
        this.at = at;
    }

    /**
     * A deadline from now on.
     *
     * @param duration how long from now; not negative, at most 365 days
     * @return the deadline
     * @throws IllegalArgumentException if the duration is out of range
     */
    public static Deadline after(Duration duration) {
        return after(duration, System::nanoTime);
    }

    /**
     * A deadline by a clock of the caller's, for tests.
     *
     * @param duration how long from now; not negative, at most 365 days
     * @param nanoTime the clock, with the contract of {@link System#nanoTime()}
     * @return the deadline
     * @throws IllegalArgumentException if the duration is out of range
     */
    public static Deadline after(Duration duration, LongSupplier nanoTime) {
        Objects.requireNonNull(nanoTime, "nanoTime");
        if (Objects.requireNonNull(duration, "duration").isNegative() || duration.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("duration: must be from 0 to 365 days, was " + duration);
        }
        return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
    }

    /**
     * What is left.
     *
     * @return the time to the deadline; zero when it has passed, never negative
     */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, at - nanoTime.getAsLong()));
    }

    /**
     * Whether it has passed.
     *
     * @return {@code true} when nothing is left
     */
    public boolean passed() {
        return at - nanoTime.getAsLong() <= 0;
    }

    /**
     * The sooner of two ends: a store that allows less time for a call than the request has left.
     *
     * @param limit how long from now at most; not negative, at most 365 days
     * @return this deadline if it comes sooner, else one after the limit
     * @throws IllegalArgumentException if the limit is out of range and sooner than this deadline
     */
    public Deadline atMost(Duration limit) {
        return remaining().compareTo(limit) < 0 ? this : after(limit, nanoTime);
    }

    @Override
    public String toString() {
        return "Deadline[" + remaining().toMillis() + " ms left]";
    }
}
