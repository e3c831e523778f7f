package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.facts.UseFacts;
import io.github.bitbucketoidc.provider.log.BoundedCalls;
import io.github.bitbucketoidc.provider.log.Call;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Asks a replay guard within a request's time (D5). Ours wait for nothing and are asked at once; one of the user's own is asked on a thread
 * of a few, because it may hang. Thread-safe.
 */
final class ReplayCheck implements AutoCloseable {

    private static final RequestLog log = RequestLog.ofProvider();
    private static final int THREADS = 64;
    private static final int ROOM = 256;
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(250);

    private final ReplayGuard guard;
    private final boolean waitsForNothing;
    private final BoundedCalls calls = new BoundedCalls("bitbucket-oidc-replay", THREADS, ROOM);

    /** The guard did not answer before the deadline. */
    private static final class TooLate extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    ReplayCheck(ReplayGuard guard) {
        this.guard = guard;
        this.waitsForNothing = ReplayGuards.waitsForNothing(guard);
    }

    /**
     * Counts this use of a token.
     *
     * @return the use, so that it can be taken back
     * @throws EndOfRequest if the guard does not admit it
     * @throws ReleaseFailure if the guard fails, or does not answer in time
     */
    ReplayGuard.Use admit(VerifiedToken token, RequestRecord request, Deadline deadline) {
        ReplayGuard.Use use = new UseFacts(
                token.issuer(),
                token.signatureDigest(),
                token.workload().run(),
                request.origin().source().orElse(""),
                request.time(),
                token.issuedAt(),
                // Not this policy's skew: the next one may have a larger one (attack row D12).
                token.expires().plus(PolicySettings.LARGEST_SKEW),
                request.origin().correlation());
        ReplayGuard.Verdict verdict = ask(use, deadline);
        request.replay(verdict.admitted(), verdict.uses());
        if (!verdict.admitted()) {
            String detail = verdict.detail();
            throw new EndOfRequest(new Release.Refused(Rejection.of(
                    Rejection.Code.REPLAYED,
                    detail.isEmpty() ? "the replay guard does not admit this token now" : detail)));
        }
        return use;
    }

    private ReplayGuard.Verdict ask(ReplayGuard.Use use, Deadline deadline) {
        try {
            return waitsForNothing ? guard.admit(use) : askInTime(use, deadline);
        } catch (TooLate late) {
            throw new ReleaseFailure(Release.FailureCode.OVERLOADED, "the replay guard did not answer in time");
        } catch (RuntimeException failure) {
            throw new ReleaseFailure(
                    Release.FailureCode.OVERLOADED, "the replay guard failed with " + SafeTrace.of(failure));
        }
    }

    /** A use that is admitted too late is taken back: no secret left for it. */
    private ReplayGuard.Verdict askInTime(ReplayGuard.Use use, Deadline deadline) {
        AtomicReference<ReplayGuard.@Nullable Verdict> answer = new AtomicReference<>();
        Call call = calls.submit(() -> answer.set(guard.admit(use)));
        if (!call.await(deadline.remaining().toNanos())) {
            call.then(() -> {
                ReplayGuard.Verdict late = answer.get();
                if (late != null && late.admitted()) {
                    forget(use);
                }
            });
            throw new TooLate();
        }
        call.failure().ifPresent(ReplayCheck::rethrow);
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

    /** No secret left for it after all; waits a moment at most. */
    void takeBack(ReplayGuard.@Nullable Use admitted) {
        if (admitted == null) {
            return;
        }
        if (waitsForNothing) {
            forget(admitted);
        } else {
            boolean hangs = calls.oldestNanos() > MOMENT;
            calls.submit(() -> forget(admitted)).await(hangs ? 0 : MOMENT);
        }
    }

    private void forget(ReplayGuard.Use use) {
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
