package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.examples.standalone.logging.Seldom;
import java.net.InetAddress;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how many connections are open, in all, for each address, and in a TLS handshake. One connection too many is not turned away: it may
 * be a step's, and those that fill the house are silent. It takes the room of the one that has waited longest without asking anything; a
 * connection whose request is in work is never closed. So a newcomer needs only ask at once, as every client does, however many others hold
 * their connections open.
 *
 * <p>Thread-safe.
 */
final class ConnectionBounds extends AbstractLifeCycle implements Connection.Listener, SelectorManager.AcceptListener {

    /** Accepted, and not yet counted as open: a burst between two threads of Jetty. */
    private static final int ON_THE_WAY = 32;

    private static final Duration MOST_WAIT = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(2);

    private static final Logger log = LoggerFactory.getLogger(ConnectionBounds.class);

    private final int most;
    private final int mostPerAddress;
    private final int mostHandshakes;
    private final Predicate<InetAddress> exempt;
    private final Seldom full;
    /** In the order in which they were opened. */
    private final Map<Connection, Optional<InetAddress>> open = new LinkedHashMap<>();

    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private final AtomicInteger channels = new AtomicInteger();

    ConnectionBounds(int most, int mostPerAddress, Predicate<InetAddress> exempt) {
        this.most = most;
        this.mostPerAddress = Math.min(most, mostPerAddress);
        this.mostHandshakes = Math.max(1, most / 2);
        this.exempt = exempt;
        this.full = new Seldom(closed -> log.warn(
                "{} connections were closed to make room: at most {} may be open, {} of one address, {} in a handshake"
                        + " (fix: --max-connections, --max-connections-per-address, --trusted-proxies)",
                closed,
                most,
                this.mostPerAddress,
                mostHandshakes));
    }

    @Override
    public void onOpened(Connection connection) {
        if (Peer.isInner(connection)) {
            Connection victim = enter(connection);
            if (victim != null) {
                full.happened();
                victim.getEndPoint().close();
            }
        }
    }

    private synchronized @Nullable Connection enter(Connection connection) {
        Optional<InetAddress> address = Optional.ofNullable(Peer.address(connection));
        open.put(connection, address);
        int ofAddress = address.map(a -> perAddress.merge(a, 1, Integer::sum)).orElse(0);
        if (ofAddress > mostPerAddress && !exempt.test(address.orElseThrow())) {
            return leave(longestWaiting(connection, other -> address.equals(open.get(other))));
        }
        if (open.size() > most) {
            return leave(longestWaiting(connection, other -> true));
        }
        if (Peer.isShakingHands(connection) && open.size() > mostHandshakes) {
            List<Connection> shaking =
                    open.keySet().stream().filter(Peer::isShakingHands).toList();
            return shaking.size() > mostHandshakes ? leave(shaking.get(0)) : null;
        }
        return null;
    }

    /** One that has never asked goes before one that has; the newcomer only if all others are being answered. */
    private Connection longestWaiting(Connection newcomer, Predicate<Connection> candidate) {
        return open.keySet().stream()
                .filter(other -> other != newcomer && candidate.test(other) && !Peer.isAnswered(other))
                .min(Comparator.comparing(other -> other.getMessagesOut() > 0)) // the first of equals
                .orElse(newcomer);
    }

    private synchronized Connection leave(Connection connection) {
        Optional<InetAddress> address = open.remove(connection);
        if (address != null) {
            address.ifPresent(a -> perAddress.computeIfPresent(a, (of, count) -> count > 1 ? count - 1 : null));
        }
        return connection;
    }

    @Override
    public void onClosed(Connection connection) {
        leave(connection);
    }

    /** When the system has no room, although the bounds have: whatever waits goes, the oldest first. */
    void makeRoom(int connections) {
        List<Connection> victims = new ArrayList<>();
        synchronized (this) {
            open.keySet().stream()
                    .filter(other -> !Peer.isAnswered(other))
                    .limit(connections)
                    .forEach(victims::add);
            victims.forEach(this::leave);
        }
        victims.forEach(victim -> {
            full.happened();
            victim.getEndPoint().close();
        });
    }

    /** Says what has not been said for a while. */
    void look() {
        full.look();
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        channels.incrementAndGet();
        // Those that were closed to make room need a moment for it. Whoever comes next waits in the system's queue
        // meanwhile.
        long end = System.nanoTime() + MOST_WAIT.toNanos();
        while (channels.get() > most + ON_THE_WAY) {
            if (System.nanoTime() - end > 0) {
                full.happened();
                IO.close(channel);
                return;
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        channels.decrementAndGet();
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        channels.decrementAndGet();
    }
}
