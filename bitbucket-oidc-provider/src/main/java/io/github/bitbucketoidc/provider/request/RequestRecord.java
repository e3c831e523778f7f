package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.core.token.Workload;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeText;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.policy.DecidedDelivery;
import io.github.bitbucketoidc.provider.policy.Decision;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What is known of a request so far. Its audit event, what listeners are told and its log line are made of this. Texts of strangers are
 * escaped here (H10). Used by one thread.
 */
final class RequestRecord {

    private static final RequestLog log = RequestLog.ofProvider();

    private final Instant time;
    private final Origin origin;
    private final long startedNanos = System.nanoTime();
    private final List<String> callerTokenUsedBy = new ArrayList<>();
    private String policyDigest = "";
    private @Nullable VerifiedToken token;
    private final List<Consumer<ProviderListener>> untold = new ArrayList<>();
    private long uses;
    private Optional<AuditEvent.Decided> decision = Optional.empty();
    private List<AuditEvent.Variable> variables = List.of();
    private List<String> unmaskable = List.of();
    private List<String> claimDrift = List.of();
    private @Nullable Error fatal;

    RequestRecord(Instant time, Origin origin) {
        this.time = time;
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    Instant time() {
        return time;
    }

    void policy(String digest) {
        policyDigest = digest;
    }

    void verified(VerifiedToken verified) {
        token = verified;
    }

    /** Whether a token was verified: what this is false for, strangers may send as often as they like. */
    boolean isProven() {
        return token != null;
    }

    /**
     * What the replay guard said.
     *
     * @param counted how often the token was used, as far as the guard knows
     */
    void replay(boolean admitted, long counted) {
        uses = counted;
        if (admitted) {
            ListenerFacts.TokenAccepted fact = new ListenerFacts.TokenAccepted(asker(), uses);
            untold.add(listener -> listener.tokenAccepted(fact));
        }
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

    void decided(Decision decided, boolean explained) {
        AuditEvent.Decided facts = new AuditFacts.Decided(
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
                explained ? Optional.of(decided.explain().toJson()) : Optional.empty());
        decision = Optional.of(facts);
        ListenerFacts.Decided fact =
                new ListenerFacts.Decided(asker(), facts.grants(), facts.denials(), facts.withheld());
        untold.add(listener -> listener.decided(fact));
    }

    void callerTokenUsedBy(String store) {
        callerTokenUsedBy.add(store);
    }

    void drifted(List<String> changes) {
        claimDrift = List.copyOf(changes);
        for (String change : changes) {
            ListenerFacts.ClaimDrifted fact = new ListenerFacts.ClaimDrifted(proven().issuer(), change);
            untold.add(listener -> listener.claimDrifted(fact));
        }
    }

    List<String> drift() {
        return claimDrift;
    }

    /**
     * Notes what nobody foresaw. A stack that was too deep, or memory that was short, is over when its request is: the answer is a refusal
     * like any other. Other errors of the virtual machine are thrown on, after the event.
     */
    Release defect(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error
                && !(thrown instanceof OutOfMemoryError)
                && !(thrown instanceof StackOverflowError)) {
            fatal = error;
        }
        String trace = SafeTrace.of(thrown);
        log.rare(
                thrown.getClass().getName(),
                Level.ERROR,
                "a request ended with {} (correlation id {})",
                trace,
                origin.correlation());
        return new ReleaseFailure(Release.FailureCode.INTERNAL_ERROR, trace).release();
    }

    /** Throws the error of the virtual machine that ended the request, if one did. */
    void throwFatal() {
        if (fatal != null) {
            throw fatal;
        }
    }

    void unmaskable(List<String> names) {
        unmaskable = List.copyOf(names);
    }

    void leaving(Collection<Candidate> candidates) {
        variables = candidates.stream().map(Candidate::audited).toList();
    }

    AuditEvent event(Release release) {
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

    /** What listeners are to be told of what happened since this was asked last, in its order. */
    List<Consumer<ProviderListener>> untold() {
        List<Consumer<ProviderListener>> facts = List.copyOf(untold);
        untold.clear();
        return facts;
    }

    /**
     * The end of what listeners are told.
     *
     * @param event the event that was recorded
     */
    void answered(Release release, AuditEvent event) {
        if (release instanceof Release.Released released) {
            ListenerFacts.Released fact =
                    new ListenerFacts.Released(asker(), released.variables().size());
            untold.add(listener -> listener.released(fact));
        }
        if (release instanceof Release.Refused refused) {
            ListenerFacts.TokenRefused fact =
                    new ListenerFacts.TokenRefused(refused.rejection().code());
            untold.add(listener -> listener.tokenRefused(fact));
        }
        ListenerFacts.Answered fact =
                new ListenerFacts.Answered(event.status(), event.outcome(), event.code(), event.duration());
        untold.add(listener -> listener.answered(fact));
    }

    private ProviderListener.Asker asker() {
        VerifiedToken proven = proven();
        return new ListenerFacts.Asker(
                proven.issuer(),
                proven.bitbucketStep().workspace().slug(),
                proven.bitbucketStep().repository());
    }

    private VerifiedToken proven() {
        return Objects.requireNonNull(token, "no token is verified yet");
    }
}
