package io.github.bitbucketoidc.provider.log;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of {@link BoundedCalls}: under way, waiting for its turn, or over. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Call {

    private enum State {
        WAITING,
        RUNNING,
        OVER
    }

    private final BoundedCalls calls;
    private final Runnable task;
    private final CountDownLatch over = new CountDownLatch(1);
    private State state = State.WAITING;
    private long startedNanos;
    private @Nullable Throwable failure;
    private @Nullable Runnable next;

    Call(BoundedCalls calls, Runnable task) {
        this.calls = calls;
        this.task = task;
    }

    /**
     * Waits for its end; an interruption does not end the wait, and is not forgotten.
     *
     * @param nanos how long at most
     * @return whether it is over
     */
    public boolean await(long nanos) {
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + nanos;
            while (true) {
                try {
                    return over.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException goOn) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Why it failed.
     *
     * @return what it threw, or that the queue was full; empty if it is not over, or all went well
     */
    public synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Does something when this call is over, however it ended; or instead of this call, if it has not begun. So the two keep their order.
     *
     * @param task what to do
     */
    public void then(Runnable task) {
        synchronized (this) {
            if (state != State.OVER) {
                next = task;
                return;
            }
        }
        calls.submit(task);
    }

    void run() {
        boolean instead;
        synchronized (this) {
            instead = next != null;
            state = State.RUNNING;
            startedNanos = System.nanoTime();
        }
        Throwable thrown = null;
        if (!instead) {
            thrown = tried(task);
        }
        Runnable following;
        synchronized (this) {
            failure = thrown;
            state = State.OVER;
            following = next;
        }
        over.countDown();
        if (following != null) {
            tried(following);
        }
    }

    private static @Nullable Throwable tried(Runnable task) {
        try {
            task.run();
            return null;
        } catch (Throwable thrown) { // of somebody else's code: it must not end the thread of others
            return thrown;
        }
    }

    synchronized void refused(Throwable full) {
        failure = full;
        state = State.OVER;
        over.countDown();
    }

    synchronized long runningNanos(long now) {
        return state == State.RUNNING ? Math.max(0, now - startedNanos) : 0;
    }
}
