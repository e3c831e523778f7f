package io.github.bitbucketoidc.provider.lease;

import io.github.bitbucketoidc.core.token.VerifiedToken;
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
 * Which lease was lent to which step. A lease ends when its time is over, when the step has ended, or when every answer that it
 * was for has failed; its store is asked to end it then. The same token that asks again gets the same leased secret, which is
 * remembered for that as long as a verifier may accept the token, and by the token's digest only. Thread-safe.
 */
public final class LeaseBook implements AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;

    /** A step; its UUID counts in its workspace only. */
    public record Step(UUID workspace, UUID step) {}

    /** A lease of a step, and for which token. Guarded by the book. */
    public static final class Entry {
        final TokenMemory.Key token;
        final Loan loan;
        final Instant forgotten;
        private @Nullable Secret secret;
        private int answers = 1;

        private Entry(TokenMemory.Key token, Loan loan, Secret secret, Instant forgotten) {
            this.token = token;
            this.loan = loan;
            this.secret = secret;
            this.forgotten = forgotten;
        }
    }

    /** A leased secret of an answer, and whether the answer shares it with an earlier one. */
    public record Kept(Entry entry, Secret secret) {}

    private final Map<Step, List<Entry>> entries = new ConcurrentHashMap<>();
    private final LeaseTimer timer = new LeaseTimer();
    private final LeaseReturns returns;
    private final Clock clock;
    private boolean closed;

    public LeaseBook(Executor executor, Clock clock) {
        this.returns = new LeaseReturns(executor, timer, clock);
        this.clock = clock;
    }

    /** How leases go back that were never in the book, because their read was not wanted any more. */
    public LeaseReturns returns() {
        return returns;
    }

    /**
     * The leases of one answer.
     *
     * @param until when no verifier accepts the token any more
     */
    public Lending lending(VerifiedToken token, Instant until) {
        TokenMemory.Key key = new TokenMemory.Key(
                token.issuer(), token.signatureDigest(), token.workload().run());
        return new Lending(
                this,
                new Step(
                        token.bitbucketStep().workspace().uuid(),
                        token.bitbucketStep().step()),
                key,
                until);
    }

    /** What this token has already, and may use again. */
    public Optional<Kept> take(Step step, TokenMemory.Key token, OpenStore store, SecretId id) {
        if (!entries.containsKey(step)) {
            return Optional.empty();
        }
        synchronized (this) {
            return find(step, token, store, id);
        }
    }

    private Optional<Kept> find(Step step, TokenMemory.Key token, OpenStore store, SecretId id) {
        Instant now = clock.instant();
        for (Entry entry : entries.getOrDefault(step, List.of())) {
            Secret secret = entry.secret;
            if (secret != null
                    && entry.token.equals(token)
                    && entry.loan.store() == store
                    && entry.loan.id().equals(id)
                    && entry.loan.lease().expires().isAfter(now)) {
                entry.answers++;
                return Optional.of(new Kept(entry, secret));
            }
        }
        return Optional.empty();
    }

    /**
     * Writes a new loan down, for which the store has been joined. If another answer to the same token was faster, its lease
     * is used, and this one goes back.
     */
    public Kept keep(Step step, TokenMemory.Key token, Loan loan, Secret secret, Instant until) {
        Entry entry = new Entry(token, loan, secret, until);
        Optional<Kept> faster;
        boolean late;
        synchronized (this) {
            faster = find(step, token, loan.store(), loan.id());
            late = closed;
            if (faster.isEmpty() && !late) {
                entries.computeIfAbsent(step, s -> new CopyOnWriteArrayList<>()).add(entry);
            }
        }
        if (faster.isPresent()) {
            returns.giveBack(loan);
            return faster.get();
        }
        if (late) {
            leave(loan);
        } else {
            look(step, entry);
        }
        return new Kept(entry, secret);
    }

    /** What is due for an entry now: forgetting its secret, ending its lease; and when to look again. */
    private void look(Step step, Entry entry) {
        Instant now = clock.instant();
        Instant expires = entry.loan.lease().expires();
        if (!expires.isAfter(now)) {
            end(step, entry);
            return;
        }
        synchronized (this) {
            if (!entry.forgotten.isAfter(now)) {
                entry.secret = null;
            }
            Instant next = entry.secret == null || expires.isBefore(entry.forgotten) ? expires : entry.forgotten;
            timer.after(Duration.between(now, next).plusMillis(1), () -> look(step, entry));
        }
    }

    /** An answer that this lease was for has failed. */
    public void failed(Step step, Entry entry) {
        boolean last;
        synchronized (this) {
            entry.answers--;
            // In one piece: an answer that comes in between must not be given what is on its way back.
            last = entry.answers == 0 && strike(step, entry);
        }
        if (last) {
            returns.giveBack(entry.loan);
        }
    }

    /** The step has ended: so do its leases. */
    public void ended(Step step) {
        List.copyOf(entries.getOrDefault(step, List.of())).forEach(entry -> end(step, entry));
    }

    private void end(Step step, Entry entry) {
        if (strike(step, entry)) {
            returns.giveBack(entry.loan);
        }
    }

    private synchronized boolean strike(Step step, Entry entry) {
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

    private static void leave(Loan loan) {
        log.info("{} is left to its end: the provider closes", loan);
        loan.close();
    }

    /** Every lease that is not known to be over. */
    public List<StepLease> list() {
        List<StepLease> list = new ArrayList<>();
        entries.values()
                .forEach(
                        ofStep -> ofStep.forEach(entry -> list.add(entry.loan.listed(StepLease.State.RUNNING, 0, ""))));
        list.addAll(returns.list());
        return list;
    }

    /** Leases that steps may be using are left to their end, and said so; those on their way back are tried no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        timer.close();
        returns.close();
        for (Step step : entries.keySet()) {
            for (Entry entry : List.copyOf(entries.getOrDefault(step, List.of()))) {
                if (strike(step, entry)) {
                    leave(entry.loan);
                }
            }
        }
    }
}
