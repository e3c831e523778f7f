package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.core.token.Verification;
import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.facts.UseFacts;
import io.github.bitbucketoidc.provider.lease.Lending;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.policy.DecidedDelivery;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.record.AuditDraft;
import io.github.bitbucketoidc.provider.record.Candidate;
import io.github.bitbucketoidc.provider.release.FailureCode;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The way of one token: verify, decide, read, expand, and through the gate. Used once, by one thread. */
final class Attempt {

    private static final RequestLog log = RequestLog.ofProvider();

    private final Snapshot snapshot;
    private final Workings workings;
    private final AuditDraft draft;
    private final Deadline deadline;
    private @Nullable Lending lending;
    private ReplayGuard.@Nullable Use admitted;

    Attempt(Snapshot snapshot, Workings workings, AuditDraft draft, Deadline deadline) {
        this.snapshot = snapshot;
        this.workings = workings;
        this.draft = draft;
        this.deadline = deadline;
    }

    /**
     * Goes the way.
     *
     * @throws ReleaseFailure if it ends before its end
     */
    Release release(String token) {
        Verification verification;
        try {
            verification = snapshot.verifier().verify(token);
        } catch (KeySourceException noKeys) {
            throw new ReleaseFailure(
                    FailureCode.KEYS_UNAVAILABLE,
                    String.valueOf(noKeys.getMessage()),
                    noKeys.retryAfter().orElse(null));
        }
        if (verification instanceof Verification.Rejected rejected) {
            return new Release.Refused(rejected.rejection());
        }
        VerifiedToken verified = ((Verification.Verified) verification).token();
        draft.verified(verified);
        Optional<String> revoked = workings.revocations().revokes(verified);
        if (revoked.isPresent()) {
            return new Release.Refused(Rejection.of(Rejection.Code.REVOKED, revoked.get()));
        }
        ReplayGuard.Verdict verdict = askGuard(verified);
        if (!verdict.admitted()) {
            String detail = verdict.detail();
            return new Release.Refused(Rejection.of(
                    Rejection.Code.REPLAYED,
                    detail.isEmpty() ? "the replay guard does not admit this token now" : detail));
        }
        notice(workings.claimDrift().changes(verified));
        Decision decision = snapshot.policy().decide(verified, draft.time());
        draft.decided(decision, workings.explained());
        tellDecision();
        return release(verified, decision);
    }

    private void notice(List<String> changes) {
        ProviderListener.Asker asker = draft.asker();
        if (changes.isEmpty() || asker == null) {
            return;
        }
        draft.drifted(changes);
        for (String change : changes) {
            log.line(
                    Level.WARN,
                    "the tokens of {} look different: {} (correlation id {})",
                    asker.issuer(),
                    change,
                    draft.origin().correlation());
            workings.listeners()
                    .tell(listener -> listener.claimDrifted(new ListenerFacts.ClaimDrifted(asker.issuer(), change)));
        }
    }

    private void tellDecision() {
        ProviderListener.Asker asker = draft.asker();
        Optional<AuditEvent.Decided> decided = draft.decision();
        if (asker != null && decided.isPresent()) {
            AuditEvent.Decided it = decided.get();
            workings.listeners()
                    .tell(listener -> listener.decided(
                            new ListenerFacts.Decided(asker, it.grants(), it.denials(), it.withheld())));
        }
    }

    private ReplayGuard.Verdict askGuard(VerifiedToken token) {
        ReplayGuard.Use use = new UseFacts(
                token.issuer(),
                token.signatureDigest(),
                token.workload().run(),
                draft.origin().source().orElse(""),
                draft.time(),
                token.issuedAt(),
                // Not this policy's skew: the next one may have a larger one (attack row D12).
                token.expires().plus(PolicySettings.LARGEST_SKEW),
                draft.origin().correlation());
        ReplayGuard.Verdict verdict = askGuard(use);
        draft.uses(verdict.uses());
        if (verdict.admitted()) {
            admitted = use;
            ProviderListener.Asker asker = Objects.requireNonNull(draft.asker());
            workings.listeners()
                    .tell(listener -> listener.tokenAccepted(new ListenerFacts.TokenAccepted(asker, verdict.uses())));
        }
        return verdict;
    }

    private ReplayGuard.Verdict askGuard(ReplayGuard.Use use) {
        try {
            return workings.replayGuard().admit(use, deadline);
        } catch (GuardCalls.TooLate late) {
            throw new ReleaseFailure(FailureCode.OVERLOADED, "the replay guard did not answer in time");
        } catch (RuntimeException failure) {
            throw new ReleaseFailure(FailureCode.OVERLOADED, "the replay guard failed with " + SafeTrace.of(failure));
        }
    }

    private Release release(VerifiedToken token, Decision decision) {
        PolicySettings settings = snapshot.policy().settings();
        List<DecidedDelivery> deliveries = decision.deliveries(); // without those that are withheld altogether
        List<Candidate> candidates = deliveries.isEmpty()
                ? List.of()
                : Expansion.expand(deliveries, decision, read(wanted(deliveries), token));
        if (candidates.isEmpty()) {
            return Release.NothingGranted.of(settings.nothingGranted() == PolicySettings.NothingGranted.FORBID);
        }
        Map<String, Candidate> leaving = snapshot.gate().check(candidates);
        List<String> unmaskable = Masking.of(token).unmaskable(leaving);
        draft.unmaskable(unmaskable);
        if (!unmaskable.isEmpty() && settings.masking() == PolicySettings.Masking.REFUSE) {
            throw new ReleaseFailure(
                    FailureCode.SECRET_MALFORMED,
                    "a runner cannot mask the values of " + unmaskable + ", and the policy says masking: refuse");
        }
        draft.leaving(leaving.values());
        Map<String, SecretValue> variables = new LinkedHashMap<>();
        leaving.forEach((name, candidate) -> variables.put(name, candidate.value()));
        return Release.Released.of(variables);
    }

    private Map<OpenStore, Set<SecretId>> wanted(List<DecidedDelivery> deliveries) {
        Map<OpenStore, Set<SecretId>> wanted = new LinkedHashMap<>();
        for (DecidedDelivery delivery : deliveries) {
            wanted.computeIfAbsent(snapshot.store(delivery.store()), store -> new LinkedHashSet<>())
                    .add(delivery.secret());
        }
        return wanted;
    }

    /** The token goes only to a store that asks for it, and the event says so (H11). */
    private Caller caller(OpenStore store, VerifiedToken token) {
        Caller.Builder caller = Caller.builder(token.workload().run())
                .attributes(token.workload().attributes());
        if (store.needsCallerToken()) {
            draft.callerTokenUsedBy(store.name());
            caller.token(SecretValue.of(token.revealToken()), token.expires());
        }
        return caller.build();
    }

    /** By the names of the stores. What this token has on a running lease, or a cache has for everybody, is not read again. */
    private Map<String, Map<SecretId, Secret>> read(Map<OpenStore, Set<SecretId>> wanted, VerifiedToken token) {
        Instant until = token.expires().plus(snapshot.policy().settings().skew());
        Lending leases = workings.leaseBook().lending(token, until);
        lending = leases;
        Map<String, Map<SecretId, Secret>> secrets = new HashMap<>();
        Map<OpenStore, SecretRequest> requests = new LinkedHashMap<>();
        wanted.forEach((store, ids) -> {
            Map<SecretId, Secret> known = leases.known(store, ids);
            secrets.put(store.name(), known);
            ids.removeAll(known.keySet());
            known.putAll(store.kept(ids));
            ids.removeAll(known.keySet());
            if (!ids.isEmpty()) {
                requests.put(store, SecretRequest.of(ids, deadline, caller(store, token)));
            }
        });
        workings.storeReads().read(requests, deadline).forEach((store, read) -> {
            Caller caller = Objects.requireNonNull(requests.get(store)).caller();
            Objects.requireNonNull(secrets.get(store.name())).putAll(leases.lend(store, read, caller));
        });
        return secrets;
    }

    /** No secret leaves after all: what stores lent goes back, and the token may be used again. */
    void giveBack() {
        if (admitted != null) {
            workings.replayGuard().forget(admitted);
        }
        if (lending != null) {
            lending.giveBack();
        }
    }
}
