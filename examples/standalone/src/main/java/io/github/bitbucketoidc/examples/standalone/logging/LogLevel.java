package io.github.bitbucketoidc.examples.standalone.logging;

import java.util.logging.Level;

/** How much the program says. */
public enum LogLevel {
    /** Only what somebody must look at. */
    ERROR,
    /** And what may become that. */
    WARN,
    /** And what changes: a policy, a certificate. */
    INFO,
    /** And the program's own details; never those of libraries. */
    DEBUG;

    /** The JDK's name for it. */
    Level level() {
        return switch (this) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }
}
