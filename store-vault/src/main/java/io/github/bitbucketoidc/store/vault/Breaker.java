package io.github.bitbucketoidc.store.vault;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from a Vault that did not answer several times in a row, so that they fail at once and it is left in peace.
 * After a pause one call is let through; if it fails too, the next pause is twice as long, up to half a minute. Thread-safe.
 */
final class Breaker {

    static final int FAILURES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private int failures;
    private Duration pause = Duration.ZERO;
    private long until;
    private boolean trying;

    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a call must not be made now, and how long not. Empty for the one call that may try. */
    synchronized Optional<Duration> refuses() {
        if (failures < FAILURES) {
            return Optional.empty();
        }
        long left = until - nanoTime.getAsLong();
        if (left > 0) {
            return Optional.of(Duration.ofNanos(left));
        }
        trying = true;
        until = nanoTime.getAsLong() + pause.toNanos(); // nobody else tries meanwhile
        return Optional.empty();
    }

    synchronized void succeeded() {
        failures = 0;
        pause = Duration.ZERO;
        trying = false;
    }

    synchronized void failed() {
        failures++;
        if (failures == FAILURES) {
            open(FIRST_PAUSE);
        } else if (trying) {
            open(pause.multipliedBy(2));
        }
        // else it is open already, and this call had begun before
    }

    private void open(Duration wanted) {
        trying = false;
        pause = wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
        until = nanoTime.getAsLong() + pause.toNanos();
    }

    synchronized boolean isOpen() {
        return failures >= FAILURES;
    }
}
