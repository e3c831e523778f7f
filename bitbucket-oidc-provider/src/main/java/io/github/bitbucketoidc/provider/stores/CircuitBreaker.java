package io.github.bitbucketoidc.provider.stores;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store that fails from being asked again and again. {@value #FAILURES} failures in a row open it: nobody asks for a second.
 * Then single requests try, the second one two seconds later, and so on until a try succeeds, which closes it.
 *
 * <p>A try holds no permit. Only the <em>begin</em> of the next one is fixed when a try begins, so a try that hangs, or whose end is
 * never told, delays the others by one pause and no more. A result counts only for the state in which its read began: a read from
 * before the breaker opened says nothing about the store of now, be it good or bad. The circuit breaker of resilience4j 2.4.0 cannot
 * tell such a result from that of its try (an early success closes it, an early failure opens it and the try's own success is dropped),
 * and a try that never ends keeps it half open for good; which is why this one is not that one.
 *
 * <p>Thread-safe.
 */
public final class CircuitBreaker {

    public static final int FAILURES = 5;
    public static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /**
     * Two of these and a read are less than five seconds: so late a store is used again after it is well, even if the first try that
     * it should have answered goes wrong as well.
     */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** What one read may do, and in which state of the breaker it began. Compared by identity. */
    public static final class Pass {

        private final long period;
        private final boolean isTry;

        private Pass(long period, boolean isTry) {
            this.period = period;
            this.isTry = isTry;
        }

        /** Whether the breaker is open, and this read finds out if it may close. */
        boolean isTry() {
            return isTry;
        }
    }

    /** Not to ask, for so long. */
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
    private volatile @Nullable Pass normal = new Pass(0, false);

    private volatile int failures;
    private long period;
    private @Nullable Pass newestTry;
    private long nextTry;

    public CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Before each read; then {@link #succeeded}, {@link #failed} or {@link #undecided} should follow.
     *
     * @throws Open if the store is not to be asked
     */
    public Pass enter() throws Open {
        Pass pass = normal;
        return pass != null ? pass : enterOpen();
    }

    private synchronized Pass enterOpen() throws Open {
        Pass pass = normal;
        if (pass != null) {
            return pass;
        }
        long now = nanoTime.getAsLong();
        long wait = nextTry - now;
        if (wait > 0) {
            throw new Open(Duration.ofNanos(wait));
        }
        nextTry = now + LONGEST_PAUSE.toNanos();
        newestTry = new Pass(period, true);
        return newestTry;
    }

    /** The store answered, be it with a refusal: whether it closed the breaker. */
    public boolean succeeded(Pass pass) {
        if (pass == normal && failures == 0) {
            return false;
        }
        synchronized (this) {
            if (pass.period != period) {
                return false;
            }
            failures = 0;
            if (!pass.isTry) {
                return false;
            }
            begin(new Pass(period + 1, false));
            return true;
        }
    }

    /** The store did not answer: whether it opened the breaker. */
    public synchronized boolean failed(Pass pass) {
        if (pass.isTry || pass.period != period) {
            return false; // the time of the next try is fixed, and an old read says nothing new
        }
        failures++;
        if (failures < FAILURES) {
            return false;
        }
        nextTry = nanoTime.getAsLong() + FIRST_PAUSE.toNanos();
        begin(null);
        return true;
    }

    /** Nobody waited for the answer: if it was the last try, the next request may try. */
    public synchronized void undecided(Pass pass) {
        if (pass == newestTry) {
            newestTry = null;
            nextTry = nanoTime.getAsLong();
        }
    }

    private void begin(@Nullable Pass forEveryone) {
        period++;
        newestTry = null;
        normal = forEveryone;
    }

    public boolean isOpen() {
        return normal == null;
    }
}
