package io.github.bitbucketoidc.core.token.keys;

/** Limits a log line that strangers can cause to once in ten seconds, and counts how often there was a reason (attack row D7). Thread-safe. */
final class RareLine {

    private static final long REST = 10_000;

    private long saidAt = -REST;
    private int count;

    /** Counts one reason; returns how many there were since the latest line if another may be logged now, else 0. */
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
