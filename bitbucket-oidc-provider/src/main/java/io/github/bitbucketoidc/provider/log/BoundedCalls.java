package io.github.bitbucketoidc.provider.log;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes calls that may hang on a few daemon threads of its own, so that nobody waits longer than its limit for one (attack row D5). What
 * does not fit into its queue is refused at once: a call that hangs costs neither a thread for each request nor memory without end. A call
 * is never interrupted: half of a line may be written. The threads end after a while without work. Thread-safe.
 *
 * @since 0.1.0
 */
public final class BoundedCalls implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final Queue<Call> running = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * Makes it; a thread begins with the first call.
     *
     * @param name of the threads
     * @param most how many calls are under way at a time
     * @param queue how many calls may wait for their turn
     */
    public BoundedCalls(String name, int most, int queue) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), task -> {
                    Thread thread = new Thread(task, most == 1 ? name : name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Begins a call, or lets it wait for its turn. Never blocks.
     *
     * @param task what to do; may hang, may throw
     * @return the call; it has failed already if the queue is full
     */
    public Call submit(Runnable task) {
        Call call = new Call(this, task);
        start(call);
        return call;
    }

    void start(Call call) {
        unfinished.incrementAndGet();
        try {
            threads.execute(() -> run(call));
        } catch (RejectedExecutionException | OutOfMemoryError full) {
            unfinished.decrementAndGet();
            call.refused(full);
        }
    }

    private void run(Call call) {
        running.add(call);
        try {
            call.run();
        } finally {
            running.remove(call);
            unfinished.decrementAndGet();
        }
    }

    /**
     * How long the oldest call that is under way has taken so far.
     *
     * @return nanoseconds; 0 if none is under way
     */
    public long oldestNanos() {
        long now = System.nanoTime();
        long oldest = 0;
        for (Call call : running) {
            oldest = Math.max(oldest, call.runningNanos(now));
        }
        return oldest;
    }

    /**
     * Waits until nothing is under way and nothing waits.
     *
     * @param nanos how long at most
     * @return whether all is done
     */
    public boolean drain(long nanos) {
        long end = System.nanoTime() + nanos;
        while (unfinished.get() > 0) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Lets its threads end as soon as they have nothing to do. Late calls are still made. */
    @Override
    public void close() {
        threads.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }
}
