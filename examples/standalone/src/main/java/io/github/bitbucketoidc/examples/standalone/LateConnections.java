package io.github.bitbucketoidc.examples.standalone;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections that take too long to ask: a stranger may open many and send a byte now and then, which the time for silence alone never
 * ends. From the first byte of a request, its head has {@code timeout} to arrive; a handshake has as long, from the connection's beginning. A
 * connection that says nothing between two requests is not late: Jetty's idle time-out ends it.
 *
 * <p>With TLS there are two for each client, one inside the other. Only the inner one counts requests, so it alone is watched: from before
 * the handshake, and closing it closes both.
 */
final class LateConnections extends AbstractLifeCycle implements Connection.Listener, Runnable {

    private static final Duration LOOK = Duration.ofMillis(500);

    /**
     * A connection when it was last seen to have made progress.
     *
     * @param answered the requests that it has got answers to
     * @param bytes what it had sent then; what comes after that is the next head
     * @param begun when a head or the handshake was first seen to have begun
     * @param waiting whether one has
     */
    private record Progress(long answered, long bytes, long begun, boolean waiting) {}

    private final Scheduler scheduler;
    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private final Map<Connection, Progress> open = new ConcurrentHashMap<>();

    LateConnections(Scheduler scheduler, Duration timeout) {
        this(scheduler, timeout, System::nanoTime);
    }

    LateConnections(Scheduler scheduler, Duration timeout, LongSupplier nanoTime) {
        this.scheduler = scheduler;
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    protected void doStart() {
        again();
    }

    private void again() {
        scheduler.schedule(this, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (Peer.isInner(connection)) { // the outer one would never seem to make progress
            open.put(connection, new Progress(0, 0, nanoTime.getAsLong(), Peer.isShakingHands(connection)));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    @Override
    public void run() {
        if (!isRunning()) {
            return;
        }
        long now = nanoTime.getAsLong();
        open.forEach((connection, progress) -> look(connection, progress, now));
        again();
    }

    private void look(Connection connection, Progress last, long now) {
        long answered = connection.getMessagesOut();
        boolean isAnswering = connection.getMessagesIn() != answered;
        boolean waiting = !isAnswering
                && (Peer.isShakingHands(connection)
                        || answered == last.answered() && connection.getBytesIn() > last.bytes());
        if (!waiting) {
            open.replace(connection, last, new Progress(answered, connection.getBytesIn(), now, false));
        } else if (!last.waiting()) {
            open.replace(connection, last, new Progress(answered, last.bytes(), now, true));
        } else if (now - last.begun() > timeoutNanos) {
            connection.getEndPoint().close();
        }
    }
}
