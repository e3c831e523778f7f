package io.github.bitbucketoidc.store.vault;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one store: all named, all daemons, all ended by {@link #close()}. */
final class Threads implements AutoCloseable {

    /** A step that needs more secrets than this reads the rest on the thread that asks. */
    private static final int WORKERS = 16;

    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor http = pool("vault-http-", Integer.MAX_VALUE);
    private final ThreadPoolExecutor workers = pool("vault-worker-", WORKERS);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("vault-timer-"));

    Threads() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    private static ThreadPoolExecutor pool(String name, int most) {
        return new ThreadPoolExecutor(
                0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name), Threads::runHere);
    }

    private static void runHere(Runnable task, ThreadPoolExecutor full) {
        if (full.isShutdown()) {
            throw new RejectedExecutionException("the store is closed");
        }
        task.run();
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** For the HTTP client. */
    Executor http() {
        return http;
    }

    /**
     * Runs a task on another thread, or here if all are busy.
     *
     * @throws RejectedExecutionException if the store is closed
     */
    void run(Runnable task) {
        workers.execute(task);
    }

    /** Runs a task later; not at all if the store is closed before. */
    void after(Duration delay, Runnable task) {
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
