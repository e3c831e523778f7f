package io.github.bitbucketoidc.core.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A wall clock and a monotonic clock that stand still until they are told to go. */
public final class FakeTime extends Clock {

    private final AtomicLong millis = new AtomicLong((TestToken.ISSUED + 60) * 1000);
    /** Anything but zero, where sums and differences are the same. */
    private final AtomicLong nanoseconds = new AtomicLong(Duration.ofDays(3).toNanos());

    /** Lets both clocks go on. */
    public void advance(Duration duration) {
        step(duration);
        nanoseconds.addAndGet(duration.toNanos());
    }

    /** Sets the wall clock forward or back; no time passes. */
    public void step(Duration duration) {
        millis.addAndGet(duration.toMillis());
    }

    public void setSecond(long second) {
        millis.set(second * 1000);
    }

    public long nanoseconds() {
        return nanoseconds.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
