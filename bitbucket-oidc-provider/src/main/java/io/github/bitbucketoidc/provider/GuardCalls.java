package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.log.BoundedCalls;
import io.github.bitbucketoidc.provider.log.Call;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import io.github.bitbucketoidc.store.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Asks a replay guard within a request's time (D5). Ours wait for nothing and are asked at once; one of the user's own is asked on a thread
 * of a few, because it may hang. Thread-safe.
 */
final class GuardCalls implements AutoCloseable {

    private static final RequestLog log = RequestLog.ofProvider();
    private static final int THREADS = 64;
    private static final int ROOM = 256;
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(250);

    private final ReplayGuard guard;
    private final boolean waitsForNothing;
    private final BoundedCalls calls = new BoundedCalls("bitbucket-oidc-replay", THREADS, ROOM);

    /** The guard did not answer before the deadline. */
    static final class TooLate extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    GuardCalls(ReplayGuard guard) {
        this.guard = guard;
        this.waitsForNothing = ReplayGuards.waitsForNothing(guard);
    }

    /**
     * Asks. A use that is admitted too late is taken back: no secret left for it.
     *
     * @throws TooLate if there is no answer in time
     */
    ReplayGuard.Verdict admit(ReplayGuard.Use use, Deadline deadline) {
        if (waitsForNothing) {
            return guard.admit(use);
        }
        AtomicReference<ReplayGuard.@Nullable Verdict> answer = new AtomicReference<>();
        Call call = calls.submit(() -> answer.set(guard.admit(use)));
        if (!call.await(deadline.remaining().toNanos())) {
            call.then(() -> {
                ReplayGuard.Verdict late = answer.get();
                if (late != null && late.admitted()) {
                    takeBack(use);
                }
            });
            throw new TooLate();
        }
        call.failure().ifPresent(GuardCalls::rethrow);
        ReplayGuard.Verdict verdict = answer.get();
        if (verdict == null) {
            throw new IllegalStateException("the guard gave no verdict");
        }
        return verdict;
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    /** Takes a use back; waits a moment at most. */
    void forget(ReplayGuard.Use use) {
        if (waitsForNothing) {
            takeBack(use);
        } else {
            boolean hangs = calls.oldestNanos() > MOMENT;
            calls.submit(() -> takeBack(use)).await(hangs ? 0 : MOMENT);
        }
    }

    private void takeBack(ReplayGuard.Use use) {
        try {
            guard.forget(use);
        } catch (RuntimeException failure) {
            log.rare("forget", Level.WARN, "the replay guard did not take a use back: {}", SafeTrace.of(failure));
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
