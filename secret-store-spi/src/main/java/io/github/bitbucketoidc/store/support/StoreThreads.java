package io.github.bitbucketoidc.store.support;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads of a store: all named, all daemons, none left after ten seconds without work. The store shuts down what it made when it
 * is closed. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class StoreThreads {

    private static final int IDLE_SECONDS = 10;

    private StoreThreads() {}

    /**
     * Threads for calls. Nothing waits for one: a call runs at once, or the handler decides.
     *
     * @param name what their names begin with, for example {@code vault-worker-}
     * @param most how many there may be
     * @param whenFull what becomes of a call when all are busy, and after the end
     * @return the pool; the thread that became idle last takes the next call, because it is the warmest
     */
    public static ThreadPoolExecutor pool(String name, int most, RejectedExecutionHandler whenFull) {
        return new ThreadPoolExecutor(
                0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named(name), whenFull);
    }

    /**
     * For a {@link #pool}: runs a call on the thread that made it when all others are busy, and refuses it after the end.
     *
     * @param task the call
     * @param full the pool
     * @throws RejectedExecutionException if the pool was shut down
     */
    public static void runHere(Runnable task, ThreadPoolExecutor full) {
        if (full.isShutdown()) {
            throw new RejectedExecutionException("the store is closed");
        }
        task.run();
    }

    /**
     * One thread for what is done later. It must not wait for a network: hand such work to a {@link #pool}.
     *
     * @param name what its name begins with, for example {@code vault-timer-}
     * @return the timer, which forgets what was cancelled
     */
    public static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named(name));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
