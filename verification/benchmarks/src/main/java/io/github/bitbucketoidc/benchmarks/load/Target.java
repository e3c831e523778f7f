package io.github.bitbucketoidc.benchmarks.load;

import java.io.IOException;
import java.time.Duration;

/** A server in a process of its own, and how a step gets its secret from it. */
interface Target extends AutoCloseable {

    String name();

    int port();

    /** Gets the secret with one of the tokens, and says whether that worked; thread-safe. */
    boolean exchange(Connection connection, int token) throws IOException;

    Process process();

    /** The CPU time that the server has used. */
    default Duration cpu() {
        return process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    default void close() {
        process().destroy();
    }
}
