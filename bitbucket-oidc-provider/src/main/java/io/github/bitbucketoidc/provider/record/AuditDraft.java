package io.github.bitbucketoidc.provider.record;

import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.core.token.Workload;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.log.SafeText;
import io.github.bitbucketoidc.provider.policy.DecidedDelivery;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a request so far; becomes its one event. Texts of strangers are escaped here (H10). One thread. */
public final class AuditDraft {

    private final Instant time;
    private final Origin origin;
    private final long startedNanos = System.nanoTime();
    private final List<String> callerTokenUsedBy = new ArrayList<>();
    private String policyDigest = "";
    private @Nullable VerifiedToken token;
    private long uses;
    private Optional<AuditEvent.Decided> decision = Optional.empty();
    private List<AuditEvent.Variable> variables = List.of();
    private List<String> unmaskable = List.of();
    private List<String> claimDrift = List.of();
    private ProviderListener.@Nullable Asker asker;

    public AuditDraft(Instant time, Origin origin) {
        this.time = time;
        this.origin = origin;
    }

    public Origin origin() {
        return origin;
    }

    public Instant time() {
        return time;
    }

    public void policy(String digest) {
        policyDigest = digest;
    }

    /** Who asks, once the token is verified. */
    public ProviderListener.@Nullable Asker asker() {
        return asker;
    }

    public void verified(VerifiedToken verified) {
        token = verified;
        asker = new ListenerFacts.Asker(
                verified.issuer(),
                verified.bitbucketStep().workspace().slug(),
                verified.bitbucketStep().repository());
    }

    /** How often the token was used, as far as the replay guard knows. */
    public void uses(long counted) {
        uses = counted;
    }

    private Optional<AuditEvent.Step> step() {
        return token == null ? Optional.empty() : Optional.of(step(token, time, uses));
    }

    private static AuditEvent.Step step(VerifiedToken token, Instant time, long uses) {
        Workload.BitbucketStep step = token.bitbucketStep();
        return new AuditFacts.Step(
                SafeText.of(token.issuer()),
                SafeText.of(step.workspace().slug()),
                step.workspace().uuid(),
                step.repository(),
                step.environment(),
                step.pipeline(),
                step.step(),
                step.branch().map(SafeText::of),
                SafeText.of(token.subject()),
                token.keyId().map(SafeText::of),
                token.signatureDigest(),
                Duration.between(token.issuedAt(), time).toSeconds(),
                uses);
    }

    public void decided(Decision decided, boolean explained) {
        decision = Optional.of(new AuditFacts.Decided(
                decided.grants(),
                decided.denials(),
                decided.shadowGrants(),
                decided.shadowDenials(),
                decided.withheld().isEmpty()
                        ? List.of()
                        : decided.withheld().stream()
                                .map(DecidedDelivery::variable)
                                .distinct()
                                .toList(),
                decided.lapsed(),
                decided.overdue(),
                explained ? Optional.of(decided.explain().toJson()) : Optional.empty()));
    }

    public Optional<AuditEvent.Decided> decision() {
        return decision;
    }

    public void callerTokenUsedBy(String store) {
        callerTokenUsedBy.add(store);
    }

    public void drifted(List<String> changes) {
        claimDrift = List.copyOf(changes);
    }

    public void unmaskable(List<String> names) {
        unmaskable = List.copyOf(names);
    }

    public void leaving(Collection<Candidate> candidates) {
        variables = candidates.stream().map(Candidate::audited).toList();
    }

    public AuditEvent event(Release release) {
        AuditEvent.Outcome outcome;
        Optional<String> code = Optional.empty();
        String detail = "";
        if (release instanceof Release.Released) {
            outcome = AuditEvent.Outcome.RELEASED;
        } else if (release instanceof Release.NothingGranted) {
            outcome = AuditEvent.Outcome.NOTHING_GRANTED;
        } else if (release instanceof Release.Refused refused) {
            outcome = AuditEvent.Outcome.REFUSED;
            code = Optional.of(refused.rejection().code().toString());
            detail = refused.rejection().detail();
        } else if (release instanceof Release.Failed failed) {
            outcome = AuditEvent.Outcome.FAILED;
            code = Optional.of(failed.code().toString());
            detail = failed.detail();
        } else {
            outcome = AuditEvent.Outcome.BAD_REQUEST;
            code = Optional.of(((Release.Malformed) release).code().toString());
        }
        boolean left = outcome == AuditEvent.Outcome.RELEASED;
        return new AuditFacts(
                time,
                origin,
                release.status(),
                outcome,
                code,
                SafeText.detail(detail),
                step(),
                decision,
                left ? variables : List.of(),
                unmaskable,
                List.copyOf(callerTokenUsedBy),
                claimDrift,
                policyDigest,
                Duration.ofNanos(System.nanoTime() - startedNanos));
    }
}
