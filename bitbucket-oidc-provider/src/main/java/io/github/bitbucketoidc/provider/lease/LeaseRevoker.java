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
 * Revokes leases before they expire: at once, and when a store refuses or fails, again after intervals that double from one second to
 * five minutes, until an hour after the lease has expired. Nobody waits for it. Thread-safe.
 */
public final class LeaseRevoker implements LateAnswers, AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;
    private static final Duration FIRST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);
    private static final Duration AFTER_EXPIRY = Duration.ofHours(1);

    /** How many attempts have failed, and why the last one did. */
    private record Failures(int count, String problem) {}

    /** One lease that is to be revoked. One thread at a time has it. */
    private static final class Revocation {
        private final IssuedLease lease;
        private volatile Failures failures = new Failures(0, "");

        private Revocation(IssuedLease lease) {
            this.lease = lease;
        }
    }

    private final Executor executor;
    private final LeaseTimer timer;
    private final Clock clock;
    private final Set<Revocation> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public LeaseRevoker(Executor executor, LeaseTimer timer, Clock clock) {
        this.executor = executor;
        this.timer = timer;
        this.clock = clock;
    }

    /** Revokes the leases of what a store answered when nobody wanted it any more. */
    @Override
    public void revokeLeases(OpenStore store, Map<SecretId, Secret> secrets, Caller caller) {
        Set<Lease> seen = new HashSet<>();
        secrets.forEach((id, secret) -> secret.lease()
                .filter(seen::add)
                .flatMap(lease -> IssuedLease.of(store, id, lease, caller))
                .ifPresent(this::revoke));
    }

    /** Takes over a lease, and closes it when it is revoked or given up. */
    public void revoke(IssuedLease lease) {
        Revocation revocation = new Revocation(lease);
        pending.add(revocation);
        start(revocation);
    }

    private void start(Revocation revocation) {
        try {
            executor.execute(() -> attempt(revocation));
        } catch (RejectedExecutionException full) {
            failed(revocation, "no thread is left to ask the store");
        }
    }

    private void attempt(Revocation revocation) {
        try {
            revocation.lease.revoke();
            if (revocation.failures.count > 0) {
                log.info("{} was revoked", revocation.lease);
            }
            end(revocation);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            failed(revocation, "interrupted");
        } catch (RuntimeException failure) {
            failed(revocation, IssuedLease.problem(failure));
        } catch (Error defect) {
            failed(revocation, SafeTrace.of(defect));
            throw defect;
        }
    }

    private void failed(Revocation revocation, String problem) {
        Failures failures = new Failures(revocation.failures.count + 1, problem);
        revocation.failures = failures;
        log.warn("{} was not revoked (attempt {}): {}", revocation.lease, failures.count, problem);
        Duration expired = Duration.between(revocation.lease.expires(), clock.instant());
        if (closed || expired.compareTo(AFTER_EXPIRY) > 0) {
            log.error("{} is left in its store: nobody asks to revoke it any more", revocation.lease);
            end(revocation);
        } else {
            timer.after(interval(failures.count), () -> start(revocation));
        }
    }

    private static Duration interval(int failures) {
        Duration interval = FIRST_INTERVAL.multipliedBy(1L << Math.min(failures - 1, 20));
        return interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
    }

    private void end(Revocation revocation) {
        if (pending.remove(revocation)) {
            revocation.lease.close();
        }
    }

    /** The leases that are to be revoked. */
    public List<StepLease> list() {
        return pending.stream().map(LeaseRevoker::listed).toList();
    }

    private static StepLease listed(Revocation revocation) {
        Failures failures = revocation.failures;
        StepLease.State state = failures.count == 0 ? StepLease.State.ENDING : StepLease.State.LEFT;
        return revocation.lease.listed(state, failures.count, failures.problem);
    }

    /** Attempts that are under way end; there are none after them. */
    @Override
    public void close() {
        closed = true;
        for (Revocation revocation : pending) {
            if (revocation.failures.count > 0) { // it waits for its next attempt, which does not come
                log.error("{} is left in its store: the provider closes", revocation.lease);
                end(revocation);
            }
        }
    }
}
