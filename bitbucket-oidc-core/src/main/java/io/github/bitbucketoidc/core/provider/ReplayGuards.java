package io.github.bitbucketoidc.core.provider;

/**
 * The ready replay guards. They remember, in memory and for the life of a token at most, the digest of its signature; each
 * has room for 100,000 tokens. Thread-safe.
 *
 * <p>What to choose: nothing is documented about whether a runner tries again when an answer was lost on its way. {@link
 * #counting()} is safe in any case; {@link #sameSource()} stops a token that was stolen and is used elsewhere; {@link
 * #once()} is the strictest, and fails a step whose first answer got lost.
 */
public final class ReplayGuards {

    private static final int ROOM = 100_000;

    private ReplayGuards() {}

    /**
     * Admits everything and counts nothing.
     *
     * @return the guard
     */
    public static ReplayGuard off() {
        return use -> new ReplayGuard.Verdict(true, 0);
    }

    /**
     * Admits everything, and counts how often each token was used, for the audit event. When it runs out of room it forgets
     * tokens that were used rarely. This is the default.
     *
     * @return the guard
     */
    public static ReplayGuard counting() {
        return new CountingReplayGuard(ROOM);
    }

    /**
     * Gives each token secrets once. A use for which no secret left, because a store failed or nothing is granted, does not
     * count. When it runs out of room it admits nothing, rather than forget.
     *
     * @return the guard
     */
    public static ReplayGuard once() {
        return new StrictReplayGuard(ROOM, false);
    }

    /**
     * Admits each token as often as it likes, but only from the address that used it first. When it runs out of room it
     * admits nothing new, rather than forget.
     *
     * @return the guard
     */
    public static ReplayGuard sameSource() {
        return new StrictReplayGuard(ROOM, true);
    }
}
