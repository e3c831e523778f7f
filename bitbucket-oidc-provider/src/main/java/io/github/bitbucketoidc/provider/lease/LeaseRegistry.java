package io.github.bitbucketoidc.provider.lease;

import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.core.token.Workload;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.release.StepLease;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.tokens.TokenMemory;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Records which lease was issued to which step. A lease ends when its time is over, when the step has ended, or when every answer that
 * used it has failed; its store is then asked to revoke it. The same token that asks again gets the same leased secret, which is
 * remembered for that purpose as long as a verifier may accept the token, and by the token's digest only. Thread-safe.
 */
public final class LeaseRegistry implements AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;

    /** A step; its UUID counts in its workspace only. */
    public record Step(UUID workspace, UUID step) {}

    /** A lease of a step, with the token that it was issued for. Guarded by the registry. */
    public static final class Entry {
        final TokenMemory.Key token;
        final IssuedLease lease;
        final Instant reusableUntil;
        private @Nullable Secret secret;
        private int answers = 1;

        private Entry(TokenMemory.Key token, IssuedLease lease, Secret secret, Instant reusableUntil) {
            this.token = token;
            this.lease = lease;
            this.secret = secret;
            this.reusableUntil = reusableUntil;
        }
    }

    /** A leased secret of an answer, with the entry of its lease. */
    public record LeasedSecret(Entry entry, Secret secret) {}

    private final Map<Step, List<Entry>> entries = new ConcurrentHashMap<>();
    private final LeaseTimer timer = new LeaseTimer();
    private final LeaseRevoker revoker;
    private final Clock clock;
    private boolean closed;

    public LeaseRegistry(Executor executor, Clock clock) {
        this.revoker = new LeaseRevoker(executor, timer, clock);
        this.clock = clock;
    }

    /** Revokes leases that were never registered, because their read was not wanted any more. */
    public LeaseRevoker revoker() {
        return revoker;
    }

    /**
     * The leases of one answer.
     *
     * @param until when no verifier accepts the token any more
     */
    public AnswerLeases leasesFor(VerifiedToken token, Instant until) {
        TokenMemory.Key key = new TokenMemory.Key(
                token.issuer(), token.signatureDigest(), token.workload().run());
        Workload.BitbucketStep step = token.bitbucketStep();
        return new AnswerLeases(this, new Step(step.workspace().uuid(), step.step()), key, until);
    }

    /** The secret that this token was given before, if its lease is still running; counts another answer that uses it. */
    public Optional<LeasedSecret> reuse(Step step, TokenMemory.Key token, OpenStore store, SecretId id) {
        if (!entries.containsKey(step)) {
            return Optional.empty();
        }
        synchronized (this) {
            return find(step, token, store, id);
        }
    }

    private Optional<LeasedSecret> find(Step step, TokenMemory.Key token, OpenStore store, SecretId id) {
        Instant now = clock.instant();
        for (Entry entry : entries.getOrDefault(step, List.of())) {
            Secret secret = entry.secret;
            if (secret != null
                    && entry.token.equals(token)
                    && entry.lease.store() == store
                    && entry.lease.id().equals(id)
                    && entry.lease.expires().isAfter(now)) {
                entry.answers++;
                return Optional.of(new LeasedSecret(entry, secret));
            }
        }
        return Optional.empty();
    }

    /**
     * Registers a new lease, which already keeps its store open. If another answer to the same token was faster, the lease of that
     * answer is used, and this one is revoked.
     */
    public LeasedSecret register(Step step, TokenMemory.Key token, IssuedLease lease, Secret secret, Instant until) {
        Entry entry = new Entry(token, lease, secret, until);
        Optional<LeasedSecret> faster;
        boolean late;
        synchronized (this) {
            faster = find(step, token, lease.store(), lease.id());
            late = closed;
            if (faster.isEmpty() && !late) {
                entries.computeIfAbsent(step, s -> new CopyOnWriteArrayList<>()).add(entry);
            }
        }
        if (faster.isPresent()) {
            revoker.revoke(lease);
            return faster.get();
        }
        if (late) {
            letExpire(lease);
        } else {
            expire(step, entry);
        }
        return new LeasedSecret(entry, secret);
    }

    /** Does what is due for an entry now: forgets its secret, or ends its lease; schedules itself for what is due next. */
    private void expire(Step step, Entry entry) {
        Instant now = clock.instant();
        Instant expires = entry.lease.expires();
        if (!expires.isAfter(now)) {
            end(step, entry);
            return;
        }
        synchronized (this) {
            if (!entry.reusableUntil.isAfter(now)) {
                entry.secret = null;
            }
            Instant next =
                    entry.secret == null || expires.isBefore(entry.reusableUntil) ? expires : entry.reusableUntil;
            timer.after(Duration.between(now, next).plusMillis(1), () -> expire(step, entry));
        }
    }

    /** Says that an answer which used this lease has failed. */
    public void answerFailed(Step step, Entry entry) {
        boolean last;
        synchronized (this) {
            entry.answers--;
            // in one piece: an answer that comes in between must not be given what is about to be revoked
            last = entry.answers == 0 && remove(step, entry);
        }
        if (last) {
            revoker.revoke(entry.lease);
        }
    }

    /** Says that the step has ended: so do its leases. */
    public void stepEnded(Step step) {
        List.copyOf(entries.getOrDefault(step, List.of())).forEach(entry -> end(step, entry));
    }

    private void end(Step step, Entry entry) {
        if (remove(step, entry)) {
            revoker.revoke(entry.lease);
        }
    }

    private synchronized boolean remove(Step step, Entry entry) {
        List<Entry> ofStep = entries.getOrDefault(step, List.of());
        if (!ofStep.remove(entry)) {
            return false;
        }
        entry.secret = null;
        if (ofStep.isEmpty()) {
            entries.remove(step);
        }
        return true;
    }

    private static void letExpire(IssuedLease lease) {
        log.info("{} is left to expire: the provider closes", lease);
        lease.close();
    }

    /** Every lease that is not known to be over. */
    public List<StepLease> list() {
        List<StepLease> list = new ArrayList<>();
        entries.values()
                .forEach(ofStep ->
                        ofStep.forEach(entry -> list.add(entry.lease.listed(StepLease.State.RUNNING, 0, ""))));
        list.addAll(revoker.list());
        return list;
    }

    /** Leaves leases that steps may be using to expire, and logs them; stops trying to revoke the others. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        timer.close();
        revoker.close();
        for (Step step : entries.keySet()) {
            for (Entry entry : List.copyOf(entries.getOrDefault(step, List.of()))) {
                if (remove(step, entry)) {
                    letExpire(entry.lease);
                }
            }
        }
    }
}
