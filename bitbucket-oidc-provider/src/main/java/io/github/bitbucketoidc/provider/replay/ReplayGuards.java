package io.github.bitbucketoidc.provider.replay;

import java.time.Duration;

/**
 * The ready replay guards. They remember, in memory and for the life of a token at most, the digest of its signature; each
 * has a capacity of 100,000 tokens. Thread-safe.
 *
 * <p>The strict ones, {@link #once()}, {@link #onceWithin} and {@link #sameSource()}, know nothing of what was used before their provider was
 * built. They refuse a token that was issued before that (attack row D12), as {@code replayed} with a detail that says so. {@code SecretProviderBuilder.admitEarlierTokens()} admits such tokens.
 *
 * <p>What to choose: nothing is documented about whether a runner tries again when an answer was lost on its way. {@link
 * #counting()} is safe in any case; {@link #sameSource()} stops a token that was stolen and is used elsewhere; {@link
 * #onceWithin} stops a burst of uses and lets a runner try again after a while; {@link #once()} is the strictest, and fails a step
 * whose first answer got lost. The page {@code docs/replay.md} weighs them.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder()
 *         .policyFile(file)
 *         .replayGuard(ReplayGuards.sameSource())
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ReplayGuards {

    private static final int CAPACITY = 100_000;

    private static final ReplayGuard OFF = use -> ReplayGuard.Verdict.of(true, 0);

    private ReplayGuards() {}

    /**
     * Whether a guard is one of these: they answer from memory, so nothing has to wait for them on another thread.
     *
     * @param guard any guard
     * @return whether it was made here
     */
    public static boolean waitsForNothing(ReplayGuard guard) {
        return guard == OFF || guard instanceof CountingReplayGuard || guard instanceof StrictReplayGuard;
    }

    /**
     * Admits everything and counts nothing.
     *
     * @return the guard
     */
    public static ReplayGuard off() {
        return OFF;
    }

    /**
     * Admits everything, and counts how often each token was used, for the audit event. When it is full it forgets
     * tokens that were used rarely. This is the default.
     *
     * @return the guard
     */
    public static ReplayGuard counting() {
        return new CountingReplayGuard(CAPACITY);
    }

    /**
     * Gives each token secrets once. A use for which no secret left, because a store failed or nothing is granted, does not
     * count. When it is full it admits nothing, rather than forget.
     *
     * @return the guard
     */
    public static ReplayGuard once() {
        return StrictReplayGuard.once(CAPACITY);
    }

    /**
     * Gives each token secrets once in a while: after a use for which secrets left, further ones are refused until the time is over.
     * Refused uses do not prolong it. Else it is as {@link #once()}.
     *
     * @param window from one second to 24 hours; longer than a token lives it is {@link #once()}
     * @return the guard
     * @throws IllegalArgumentException if the time is out of range
     */
    public static ReplayGuard onceWithin(Duration window) {
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("window: must be from 1 s to 24 h, was " + window);
        }
        return StrictReplayGuard.onceWithin(CAPACITY, window, System::nanoTime);
    }

    /**
     * Admits each token as often as it likes, but only from the address that used it first. When it is full it
     * admits nothing new, rather than forget.
     *
     * @return the guard
     */
    public static ReplayGuard sameSource() {
        return StrictReplayGuard.sameSource(CAPACITY);
    }
}
