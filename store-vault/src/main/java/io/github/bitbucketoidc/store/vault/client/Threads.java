package io.github.bitbucketoidc.store.vault.client;

import io.github.bitbucketoidc.store.support.StoreThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one store: all named, all daemons, all ended by {@link #close()}. */
public final class Threads implements AutoCloseable {

    /** A step that needs more secrets than this reads the rest on the thread that asks. */
    private static final int WORKERS = 16;

    private final ThreadPoolExecutor http = StoreThreads.pool("vault-http-", Integer.MAX_VALUE, StoreThreads::runHere);
    private final ThreadPoolExecutor workers = StoreThreads.pool("vault-worker-", WORKERS, StoreThreads::runHere);
    private final ScheduledThreadPoolExecutor timer = StoreThreads.timer("vault-timer-");

    /** For the HTTP client. */
    public Executor http() {
        return http;
    }

    /**
     * Runs a task on another thread, or here if all are busy.
     *
     * @throws RejectedExecutionException if the store is closed
     */
    public void run(Runnable task) {
        workers.execute(task);
    }

    /** Runs a task later; not at all if the store is closed before. */
    public void after(Duration delay, Runnable task) {
        try {
            Future<?> unused = timer.schedule(() -> runUnlessClosed(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // as documented
        }
    }

    private void runUnlessClosed(Runnable task) {
        try {
            workers.execute(task); // the one timer thread must not wait for the network
        } catch (RejectedExecutionException closed) {
            // as documented
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        http.shutdown();
    }
}
