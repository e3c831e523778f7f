package io.github.bitbucketoidc.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the web server would write tokens and secrets into its own log. Jetty, Javalin's too, does so at DEBUG, and that is where
 * Logback is without a configuration. No adapter can keep a server from it, so its owner is told (attack row H11).
 */
final class LoudLogs {

    private static final String SERVER = "org.eclipse.jetty";

    private LoudLogs() {}

    /** Complains if so. */
    static void look() {
        look(LoggerFactory.getLogger(SERVER), LoggerFactory.getLogger(LoudLogs.class));
    }

    static void look(Logger server, Logger log) {
        if (server.isDebugEnabled()) {
            log.warn(
                    "the logger {} is at DEBUG: if Jetty serves this, Javalin's too, it writes every token and every secret into that"
                            + " log; set it to INFO",
                    SERVER);
        }
    }
}
