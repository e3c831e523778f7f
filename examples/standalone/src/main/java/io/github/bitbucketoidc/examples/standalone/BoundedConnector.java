package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.examples.standalone.logging.Seldom;
import java.nio.channels.ClosedChannelException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts on, whatever the system lacks at the moment: Jetty would sleep for a second after each failure, and log a trace. */
final class BoundedConnector extends ServerConnector {

    private static final Logger log = LoggerFactory.getLogger(BoundedConnector.class);

    private static final int ACCEPTORS = 1;
    private static final int ROOM = 16;
    private static final long PAUSE_MILLIS = 50;

    private final ConnectionBounds bounds;
    private volatile String last = "";
    private final Seldom failures = new Seldom(count ->
            log.warn("a connection could not be accepted, {} times: {} (fix: more file descriptors)", count, last));

    BoundedConnector(Server server, int selectors, ConnectionBounds bounds, ConnectionFactory... factories) {
        super(server, ACCEPTORS, selectors, factories);
        this.bounds = bounds;
        addBean(bounds);
    }

    @Override
    protected boolean handleAcceptFailure(Throwable failure) {
        if (!isRunning() || isShutdown()) {
            return false;
        }
        if (failure instanceof ClosedChannelException) {
            return isOpen(); // the one that was accepted is one too many, and closed already
        }
        last = String.valueOf(failure.getMessage());
        failures.happened();
        bounds.makeRoom(ROOM);
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException stopping) {
            return isRunning() && !isShutdown();
        }
    }
}
