package io.github.bitbucketoidc.core.provider;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps a store that fails from being asked again and again. After {@value #FAILURES} failures in a row it opens: nobody asks for a
 * second. Then one request may try; a success closes it, a failure doubles the pause, up to 8 seconds, so that a store that is well
 * again is used within half a minute, even if the try itself takes its time. Thread-safe.
 */
final class CircuitBreaker {

    static final int FAILURES = 5;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    /** What one request may do. */
    enum Pass {
        /** Ask, as always. */
        NORMAL,
        /** Ask, alone: the breaker is open, and this is the try. */
        TRY
    }

    /** Not to ask, for so long. */
    static final class Open extends Exception {

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
    private volatile int failures;
    private volatile boolean open;
    private boolean trying;
    private long pause;
    private long nextTry;

    CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Before each read; then exactly one of {@link #succeeded}, {@link #failed} and {@link #undecided} follows.
     *
     * @throws Open if the store is not to be asked
     */
    Pass enter() throws Open {
        return open ? enterOpen() : Pass.NORMAL;
    }

    private synchronized Pass enterOpen() throws Open {
        if (!open) {
            return Pass.NORMAL;
        }
        long wait = nextTry - nanoTime.getAsLong();
        if (wait > 0) {
            throw new Open(Duration.ofNanos(wait));
        }
        if (trying) {
            throw new Open(FIRST_PAUSE);
        }
        trying = true;
        return Pass.TRY;
    }

    /** The store answered, be it with a refusal: whether it closed the breaker. */
    boolean succeeded(Pass pass) {
        if (failures == 0 && !open) {
            return false;
        }
        synchronized (this) {
            boolean closes = open;
            failures = 0;
            open = false;
            pause = 0;
            trying &= pass != Pass.TRY;
            return closes;
        }
    }

    /** The store did not answer: whether it opened the breaker. */
    synchronized boolean failed(Pass pass) {
        if (open && pass == Pass.NORMAL) {
            return false; // began before the breaker opened, and says nothing new
        }
        failures = Math.min(failures + 1, FAILURES);
        trying &= pass != Pass.TRY;
        if (failures < FAILURES) {
            return false;
        }
        boolean opens = !open;
        pause = Math.min(pause == 0 ? FIRST_PAUSE.toNanos() : 2 * pause, LONGEST_PAUSE.toNanos());
        nextTry = nanoTime.getAsLong() + pause;
        open = true;
        return opens;
    }

    /** Nobody waited for the answer. */
    void undecided(Pass pass) {
        if (pass == Pass.TRY) {
            synchronized (this) {
                trying = false;
            }
        }
    }

    boolean isOpen() {
        return open;
    }
}
