package io.github.bitbucketoidc.examples.standalone.logging;

import java.util.logging.LogManager;

/**
 * Keeps the log until the program has ended: the JDK's own manager takes all handlers away when a shutdown <em>begins</em>, so that nothing
 * could be said about it any more. Public because the JDK makes it by its name.
 */
public final class KeptLogManager extends LogManager {

    /** Called by the JDK. */
    public KeptLogManager() {}

    @Override
    public void readConfiguration() {
        // ProgramLog configures it
    }

    @Override
    public void reset() {
        // see above
    }
}
