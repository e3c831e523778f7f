package io.github.bitbucketoidc.store.vault.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Connections at rest, by server. The one that rested shortest is used first; one that rested for {@link #LONGEST_REST} is never used
 * again, because a balancer on the way may have forgotten it without a word. Thread-safe.
 */
final class ConnectionPool {

    static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final int MOST = 64;

    private record Resting(Connection connection, long since) {}

    private final LongSupplier nanoTime;
    private final Map<Server, Deque<Resting>> resting = new HashMap<>();
    private boolean closed;

    ConnectionPool(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One that rested for less than this. */
    synchronized Optional<Connection> take(Server server, Duration lessThan) {
        sweep();
        Deque<Resting> queue = resting.get(server);
        Resting newest = queue == null ? null : queue.peekFirst();
        if (newest == null || queue == null || rest(newest) >= lessThan.toNanos()) {
            return Optional.empty();
        }
        queue.removeFirst();
        return Optional.of(newest.connection);
    }

    private long rest(Resting connection) {
        return nanoTime.getAsLong() - connection.since;
    }

    /** It may be used again. */
    synchronized void rest(Connection connection) {
        Deque<Resting> queue = resting.computeIfAbsent(connection.server(), server -> new ArrayDeque<>());
        if (closed || queue.size() >= MOST) {
            connection.close();
        } else {
            queue.addFirst(new Resting(connection, nanoTime.getAsLong()));
        }
    }

    /** One to this server was dead: so may be all that rested beside it. */
    synchronized void forget(Server server) {
        List.copyOf(resting.getOrDefault(server, new ArrayDeque<>())).forEach(dead -> dead.connection.close());
        resting.remove(server);
    }

    /** Closes those whose rest was too long; whether any are left. */
    synchronized boolean sweep() {
        boolean left = false;
        for (Deque<Resting> queue : resting.values()) {
            while (!queue.isEmpty() && rest(queue.getLast()) >= LONGEST_REST.toNanos()) {
                queue.removeLast().connection.close();
            }
            left |= !queue.isEmpty();
        }
        return left;
    }

    synchronized void close() {
        closed = true;
        new ArrayList<>(resting.keySet()).forEach(this::forget);
    }
}
