package io.github.bitbucketoidc.store.vault;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from a Vault that did not answer several times in a row, so that they fail at once and it is left in peace.
 * After a pause one call is let through; if it fails too, the next pause is twice as long, up to 8 seconds. Thread-safe.
 *
 * <p>The provider has a breaker for each store, which counts whole reads. This one sees the calls below: each of the several that
 * one read makes, and those that nobody waits for, such as renewals and revocations. So both are there, and this one must not hold
 * the other up: a try of the provider's that it refuses doubles the provider's pause.
 */
final class Breaker {

    static final int FAILURES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /**
     * No longer than the provider's own: both pauses, and a try that hangs until its time is over, together end within the half
     * minute in which a Vault that is well again is used again.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

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
