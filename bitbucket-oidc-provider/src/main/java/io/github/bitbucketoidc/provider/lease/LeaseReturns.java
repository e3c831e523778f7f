package io.github.bitbucketoidc.provider.lease;

import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.release.StepLease;
import io.github.bitbucketoidc.provider.stores.LateAnswers;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;

/**
 * Gives leases back to their stores before their time: at once, and when a store does not take one, again after pauses that
 * double from one second to five minutes, until an hour after the lease has ended by itself. Nobody waits for it. Thread-safe.
 */
public final class LeaseReturns implements LateAnswers, AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration AFTER_ITS_END = Duration.ofHours(1);

    /** How often the store was asked in vain, and what it said last. */
    private record Vain(int attempts, String problem) {}

    /** One lease on its way back. One thread at a time has it. */
    private static final class Return {
        private final Loan loan;
        private volatile Vain vain = new Vain(0, "");

        private Return(Loan loan) {
            this.loan = loan;
        }
    }

    private final Executor executor;
    private final LeaseTimer timer;
    private final Clock clock;
    private final Set<Return> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public LeaseReturns(Executor executor, LeaseTimer timer, Clock clock) {
        this.executor = executor;
        this.timer = timer;
        this.clock = clock;
    }

    /** Gives back what nobody wants any more of what a store answered. */
    @Override
    public void giveBack(OpenStore store, Map<SecretId, Secret> secrets, Caller caller) {
        Set<Lease> given = new HashSet<>();
        secrets.forEach((id, secret) -> secret.lease()
                .filter(given::add)
                .flatMap(lease -> Loan.of(store, id, lease, caller))
                .ifPresent(this::giveBack));
    }

    /** Takes over a loan and closes it when it is over. */
    public void giveBack(Loan loan) {
        Return given = new Return(loan);
        open.add(given);
        start(given);
    }

    private void start(Return given) {
        try {
            executor.execute(() -> attempt(given));
        } catch (RejectedExecutionException full) {
            failed(given, "no thread is left to ask the store");
        }
    }

    private void attempt(Return given) {
        try {
            given.loan.revoke();
            if (given.vain.attempts > 0) {
                log.info("{} was given back", given.loan);
            }
            end(given);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            failed(given, "interrupted");
        } catch (RuntimeException failure) {
            failed(given, Loan.problem(failure));
        } catch (Error defect) {
            failed(given, SafeTrace.of(defect));
            throw defect;
        }
    }

    private void failed(Return given, String problem) {
        Vain vain = new Vain(given.vain.attempts + 1, problem);
        given.vain = vain;
        log.warn("{} was not given back (attempt {}): {}", given.loan, vain.attempts, problem);
        Duration over = Duration.between(given.loan.lease().expires(), clock.instant());
        if (closed || over.compareTo(AFTER_ITS_END) > 0) {
            log.error("{} is left in its store: nobody asks for its end any more", given.loan);
            end(given);
        } else {
            timer.after(pause(vain.attempts), () -> start(given));
        }
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void end(Return given) {
        if (open.remove(given)) {
            given.loan.close();
        }
    }

    /** What is on its way. */
    public List<StepLease> list() {
        return open.stream().map(LeaseReturns::listed).toList();
    }

    private static StepLease listed(Return given) {
        Vain vain = given.vain;
        StepLease.State state = vain.attempts == 0 ? StepLease.State.ENDING : StepLease.State.LEFT;
        return given.loan.listed(state, vain.attempts, vain.problem);
    }

    /** Attempts that are under way end; there are no more after them. */
    @Override
    public void close() {
        closed = true;
        for (Return given : open) {
            if (given.vain.attempts > 0) { // it waits for its next attempt, which does not come
                log.error("{} is left in its store: the provider closes", given.loan);
                end(given);
            }
        }
    }
}
