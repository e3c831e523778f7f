package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.core.token.KeyListener;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners, on one daemon thread named {@code bitbucket-oidc-events} that ends after half a minute without events. Telling never
 * waits: what does not fit into the queue is dropped and counted. Thread-safe.
 */
final class Listeners implements KeyListener, AutoCloseable {

    static final int ROOM = 16_384;

    private static final Logger log = LoggerFactory.getLogger(SecretProvider.class);
    private static final long IDLE_SECONDS = 30;
    private static final long LAST_WORDS_SECONDS = 1;

    private final List<ProviderListener> listeners;
    private final LongAdder dropped = new LongAdder();
    private final ThreadPoolExecutor thread;

    Listeners(List<ProviderListener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(listeners.isEmpty() ? 1 : ROOM),
                task -> {
                    Thread named = new Thread(task, "bitbucket-oidc-events");
                    named.setDaemon(true);
                    return named;
                },
                (task, full) -> dropped.increment());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Costs next to nothing when nobody listens. */
    void tell(Consumer<ProviderListener> event) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            thread.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (OutOfMemoryError noThread) {
            dropped.increment(); // not even a metric is worth an answer
        }
    }

    private static void tell(ProviderListener listener, Consumer<ProviderListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable failure) {
            log.warn("the listener {} failed: {}", listener.getClass().getName(), SafeTrace.of(failure));
        }
    }

    long dropped() {
        return dropped.sum();
    }

    @Override
    public void refreshed(String issuer, int usableKeys) {
        tell(listener -> listener.keysRefreshed(new ProviderListener.KeysRefreshed(issuer, usableKeys)));
    }

    @Override
    public void failed(String issuer, String reason) {
        tell(listener -> listener.keysFailed(new ProviderListener.KeysFailed(issuer, reason)));
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
