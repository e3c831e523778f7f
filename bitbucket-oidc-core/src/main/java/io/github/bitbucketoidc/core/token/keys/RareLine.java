package io.github.bitbucketoidc.core.token.keys;

/** When a line that a stranger can cause may be logged: once in ten seconds, with how often there was a reason (attack row D7). Thread-safe. */
final class RareLine {

    private static final long REST = 10_000;

    private long saidAt = -REST;
    private int count;

    /** Counts one reason; the number of all since the latest line, if it is time for one, else 0. */
    synchronized int count(long now) {
        count++;
        if (now - saidAt < REST) {
            return 0;
        }
        int said = count;
        saidAt = now;
        count = 0;
        return said;
    }
}
