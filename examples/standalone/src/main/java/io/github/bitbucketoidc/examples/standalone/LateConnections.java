package io.github.bitbucketoidc.examples.standalone;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections that take too long to ask: a stranger may open many and send a byte now and then, which the time for silence alone never
 * ends. A connection has {@code patience} for each whole request, counted from its beginning or its last answer.
 *
 * <p>With TLS there are two for each client, one inside the other. Only the inner one counts requests, so it alone is watched: from before
 * the handshake, and closing it closes both.
 */
final class LateConnections extends AbstractLifeCycle implements Connection.Listener, Runnable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** What a connection had answered when it was last seen to have made progress. */
    private record Progress(long answered, long since) {}

    private final Scheduler scheduler;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Map<Connection, Progress> open = new ConcurrentHashMap<>();

    LateConnections(Scheduler scheduler, Duration patience) {
        this(scheduler, patience, System::nanoTime);
    }

    LateConnections(Scheduler scheduler, Duration patience, LongSupplier nanoTime) {
        this.scheduler = scheduler;
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    protected void doStart() {
        again();
    }

    private void again() {
        scheduler.schedule(this, LOOK.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        boolean countsRequests = connection.getMessagesIn() >= 0; // else it would never seem to make progress
        if (countsRequests) {
            open.put(connection, new Progress(0, nanoTime.getAsLong()));
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
        open.forEach((connection, progress) -> {
            long answered = connection.getMessagesOut();
            if (answered != progress.answered()) {
                open.replace(connection, progress, new Progress(answered, now));
            } else if (now - progress.since() > patienceNanos && connection.getMessagesIn() == answered) {
                connection.getEndPoint().close(); // nothing is being answered on it
            }
        });
        again();
    }
}
