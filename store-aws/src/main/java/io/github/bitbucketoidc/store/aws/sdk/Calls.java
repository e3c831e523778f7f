package io.github.bitbucketoidc.store.aws.sdk;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.support.StoreThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls on threads of its own, so that whoever asks waits until the deadline and no longer, whatever the SDK, a name
 * server or a credentials provider does. Knows how the calls went. Thread-safe.
 */
public final class Calls implements AutoCloseable {

    /** More calls than that are not under way: beyond it a read fails at once. */
    private static final int WORKERS = 256;

    private final ThreadPoolExecutor workers =
            StoreThreads.pool("aws-worker-", WORKERS, new ThreadPoolExecutor.AbortPolicy());
    private final ScheduledThreadPoolExecutor timer = StoreThreads.timer("aws-timer-");
    private final CallCounts counts = new CallCounts();

    /** For what the SDK and the sessions do later: time-outs, the end of a session. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /**
     * Makes calls at the same time: all of them, or none.
     *
     * @return the answers, in no order
     * @throws SecretStoreException the first failure, or UNAVAILABLE at the deadline, when the thread is interrupted, and
     *     after {@link #close()}
     */
    public <T> List<T> all(List<Supplier<T>> calls, Deadline deadline) {
        BlockingQueue<Future<T>> done = new LinkedBlockingQueue<>();
        ExecutorCompletionService<T> completion = new ExecutorCompletionService<>(workers, done);
        List<Future<T>> begun = new ArrayList<>(calls.size());
        boolean complete = false;
        try {
            calls.forEach(call -> begun.add(completion.submit(call::get)));
            List<T> answers = new ArrayList<>(calls.size());
            while (answers.size() < calls.size()) {
                Future<T> next = completion.poll(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw counts.failed(AwsErrors.unavailable("AWS did not answer before the deadline", List.of()));
                }
                answers.add(next.get());
            }
            complete = true;
            counts.succeeded();
            return answers;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AwsErrors.unavailable("the read was interrupted", List.of());
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SecretStoreException known) {
                throw counts.failed(known);
            }
            if (failure.getCause() instanceof Error defect) {
                throw defect;
            }
            throw counts.failed(AwsErrors.translate("AWS", unchecked(failure.getCause())));
        } catch (RejectedExecutionException full) {
            throw AwsErrors.unavailable(
                    workers.isShutdown() ? "the store is closed" : "too many calls to AWS are under way", List.of());
        } finally {
            if (!complete) {
                begun.forEach(call -> call.cancel(true));
            }
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    public StoreHealth health() {
        return counts.health();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }
}
