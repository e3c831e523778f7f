package io.github.bitbucketoidc.provider.stores;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store that fails from being asked again and again. {@value #FAILURES} failures in a row open it: nobody asks for a second.
 * Then single requests try, the second one two seconds later, and so on until such a trial succeeds, which closes it.
 *
 * <p>A trial holds no permit: only the time of the next trial is fixed when one begins. So a trial that hangs, or that never reports its
 * end, delays the next one by one interval and no more. A result counts only for the state in which its read began: a read from before
 * the breaker opened says nothing about the store of now, be it good or bad.
 *
 * <p>It is written by hand because resilience4j 2.4.0 counts every result for the state that it arrives in (an early success closes the
 * breaker during a trial, an early failure opens it again and the trial's own success is dropped), and a trial that never ends keeps it
 * half open for good, or, with a limit for that, until the limit and another wait have passed. It also does not tell when it may be asked
 * again, which {@code Retry-After} needs, and its archives are automatic modules, which {@code jlink} refuses.
 *
 * <p>Thread-safe.
 */
public final class CircuitBreaker {

    public static final int FAILURES = 5;
    public static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /**
     * Two of these and a read are less than five seconds: so late a store is used again after it is well, even if the first trial that
     * it should have answered goes wrong as well.
     */
    public static final Duration TRIAL_INTERVAL = Duration.ofSeconds(2);

    /** Permission for one read, which knows the state of the breaker in which the read began. Compared by identity. */
    public static final class Permission {

        private final long period;
        private final boolean isTrial;

        private Permission(long period, boolean isTrial) {
            this.period = period;
            this.isTrial = isTrial;
        }

        /** Whether the breaker is open, and this read finds out whether it may close. */
        boolean isTrial() {
            return isTrial;
        }
    }

    /** Thrown instead of a permission: the store is not to be asked for a while. */
    public static final class Open extends Exception {

        private static final long serialVersionUID = 1L;

        private final Duration wait;

        private Open(Duration wait) {
            super("open", null, false, false);
            this.wait = wait;
        }

        Duration retryAfter() {
            return wait;
        }
    }

    private final LongSupplier nanoTime;

    /** What every read gets while it is closed; {@code null} while it is open. */
    private volatile @Nullable Permission normal = new Permission(0, false);

    private volatile int failures;
    private long period;
    private @Nullable Permission newestTrial;
    private long nextTrial;

    public CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * To be called before each read, and followed by {@link #succeeded}, {@link #failed} or {@link #undecided}.
     *
     * @throws Open if the store is not to be asked
     */
    public Permission acquirePermission() throws Open {
        Permission permission = normal;
        return permission != null ? permission : acquireTrial();
    }

    private synchronized Permission acquireTrial() throws Open {
        Permission permission = normal;
        if (permission != null) {
            return permission;
        }
        long now = nanoTime.getAsLong();
        long wait = nextTrial - now;
        if (wait > 0) {
            throw new Open(Duration.ofNanos(wait));
        }
        nextTrial = now + TRIAL_INTERVAL.toNanos();
        newestTrial = new Permission(period, true);
        return newestTrial;
    }

    /** Says that the store answered, be it with a refusal; returns whether that closed the breaker. */
    public boolean succeeded(Permission permission) {
        if (permission == normal && failures == 0) {
            return false;
        }
        synchronized (this) {
            if (permission.period != period) {
                return false;
            }
            failures = 0;
            if (!permission.isTrial) {
                return false;
            }
            begin(new Permission(period + 1, false));
            return true;
        }
    }

    /** Says that the store did not answer; returns whether that opened the breaker. */
    public synchronized boolean failed(Permission permission) {
        if (permission.isTrial || permission.period != period) {
            return false; // the time of the next trial is fixed, and an old read says nothing new
        }
        failures++;
        if (failures < FAILURES) {
            return false;
        }
        nextTrial = nanoTime.getAsLong() + FIRST_WAIT.toNanos();
        begin(null);
        return true;
    }

    /** Says that nobody waited for the answer: if it was the last trial, the next request may try at once. */
    public synchronized void undecided(Permission permission) {
        if (permission == newestTrial) {
            newestTrial = null;
            nextTrial = nanoTime.getAsLong();
        }
    }

    private void begin(@Nullable Permission forEveryone) {
        period++;
        newestTrial = null;
        normal = forEveryone;
    }

    public boolean isOpen() {
        return normal == null;
    }
}
