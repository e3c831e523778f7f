package io.github.bitbucketoidc.provider.record;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.event.Level;

/**
 * Tells listeners, on one daemon thread named {@code bitbucket-oidc-events} that ends after half a minute without events. Telling never
 * waits: what does not fit into its queue is dropped and counted. Requests that proved nothing have a queue of their own, which is told when
 * the other one is empty: strangers push out no event about a release, a store or keys (attack row D9). Thread-safe.
 */
public final class Listeners implements Workspace.KeyListener, AutoCloseable {

    public static final int ROOM = 16_384;
    public static final int ROOM_OF_UNPROVEN = 4_096;

    private static final RequestLog log = RequestLog.ofProvider();
    private static final long IDLE_SECONDS = 30;
    private static final long LAST_WORDS_SECONDS = 1;

    private final List<ProviderListener> listeners;
    private final LongAdder dropped = new LongAdder();
    private final Queue<Consumer<ProviderListener>> first;
    private final Queue<Consumer<ProviderListener>> unproven;
    private final ThreadPoolExecutor thread;

    public Listeners(List<ProviderListener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.first = new ArrayBlockingQueue<>(listeners.isEmpty() ? 1 : ROOM);
        this.unproven = new ArrayBlockingQueue<>(listeners.isEmpty() ? 1 : ROOM_OF_UNPROVEN);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), // as long as the two queues together: one turn for each event in them
                task -> {
                    Thread named = new Thread(task, "bitbucket-oidc-events");
                    named.setDaemon(true);
                    return named;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Costs next to nothing when nobody listens. */
    public void tell(Consumer<ProviderListener> event) {
        tell(first, event);
    }

    /** What a stranger can make happen as often as he likes. */
    public void tellUnproven(Consumer<ProviderListener> event) {
        tell(unproven, event);
    }

    private void tell(Queue<Consumer<ProviderListener>> queue, Consumer<ProviderListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        if (!queue.offer(event)) {
            dropped.increment();
            return;
        }
        try {
            thread.execute(this::next);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            dropped.increment(); // closed; or not even a metric is worth an answer
        }
    }

    private void next() {
        Consumer<ProviderListener> proven = first.poll();
        Consumer<ProviderListener> event = proven == null ? unproven.poll() : proven;
        if (event != null) {
            listeners.forEach(listener -> tell(listener, event));
        }
    }

    private static void tell(ProviderListener listener, Consumer<ProviderListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable failure) {
            log.rare(
                    listener.getClass().getName(),
                    Level.WARN,
                    "the listener {} failed: {}",
                    listener.getClass().getName(),
                    SafeTrace.of(failure));
        }
    }

    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void refreshed(String issuer, int usableKeys) {
        tell(listener -> listener.keysRefreshed(new ListenerFacts.KeysRefreshed(issuer, usableKeys)));
    }

    @Override
    public void failed(String issuer, String reason) {
        tell(listener -> listener.keysFailed(new ListenerFacts.KeysFailed(issuer, reason)));
    }

    /** Tells what is waiting, for a second at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
