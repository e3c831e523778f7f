package io.github.bitbucketoidc.provider.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What one request asked for, what was decided, and what left: never a secret value and never a token. Every request makes
 * exactly one, but for a flood of requests that prove nothing: those are {@linkplain Counted counted}, and many make one event. Texts that a stranger may have chosen are escaped and at most 200 characters long (attack row H10). Immutable.
 *
 * @param time when the request came, by the provider's clock
 * @param origin where it came from, and its correlation id
 * @param status the status of the answer
 * @param outcome what came of it
 * @param code the stable reason, if the outcome has one: a rejection code, a failure code, or {@code bad_request}
 * @param detail the reason in words, for the operator; may be empty
 * @param step which step asked; empty unless its token was verified
 * @param decision what the policy said; empty unless the token was verified
 * @param variables what left; empty unless the outcome is {@link Outcome#RELEASED}
 * @param unmaskable the names of variables whose values a runner's log cannot hide well: shorter than 8 characters, of
 *     several lines, or equal to the branch or a UUID of the token
 * @param callerTokenUsedBy the stores that were handed the step's own token
 * @param claimDrift how the token differs from the issuer's tokens before: a claim that appeared, vanished or changed its type;
 *     told once for each claim, and empty nearly always
 * @param policyDigest which version of the policy answered
 * @param duration how long the answer took, without writing this event
 * @param counted how many requests this event stands for, if it is not one; its correlation id is empty then, its time is that of the first,
 *     and of the rest only status, outcome, code and the addresses of the origin say something
 * @since 0.1.0
 */
public record AuditEvent(
        Instant time,
        Origin origin,
        int status,
        Outcome outcome,
        Optional<String> code,
        String detail,
        Optional<Step> step,
        Optional<Decided> decision,
        List<Variable> variables,
        List<String> unmaskable,
        List<String> callerTokenUsedBy,
        List<String> claimDrift,
        String policyDigest,
        Duration duration,
        Optional<Counted> counted) {

    /**
     * The event of one request.
     *
     * @param time when the request came
     * @param origin where it came from
     * @param status the status of the answer
     * @param outcome what came of it
     * @param code the stable reason
     * @param detail the reason in words
     * @param step which step asked
     * @param decision what the policy said
     * @param variables what left
     * @param unmaskable the names of variables that a runner's log cannot hide well
     * @param callerTokenUsedBy the stores that were handed the step's own token
     * @param claimDrift how the token differs from those before
     * @param policyDigest which version of the policy answered
     * @param duration how long the answer took
     */
    public AuditEvent(
            Instant time,
            Origin origin,
            int status,
            Outcome outcome,
            Optional<String> code,
            String detail,
            Optional<Step> step,
            Optional<Decided> decision,
            List<Variable> variables,
            List<String> unmaskable,
            List<String> callerTokenUsedBy,
            List<String> claimDrift,
            String policyDigest,
            Duration duration) {
        this(
                time,
                origin,
                status,
                outcome,
                code,
                detail,
                step,
                decision,
                variables,
                unmaskable,
                callerTokenUsedBy,
                claimDrift,
                policyDigest,
                duration,
                Optional.empty());
    }

    /**
     * The event of requests that are counted.
     *
     * @param origin the addresses that all of them came from; no correlation id
     * @param status the status of their answers
     * @param outcome what came of them
     * @param code the stable reason
     * @param counted how many there were, and when
     * @return the event
     */
    public static AuditEvent counted(
            Origin origin, int status, Outcome outcome, Optional<String> code, Counted counted) {
        return new AuditEvent(
                counted.first(),
                origin,
                status,
                outcome,
                code,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Duration.ZERO,
                Optional.of(counted));
    }

    /** What came of a request. The text form is stable. */
    public enum Outcome {
        /** Secrets left. */
        RELEASED,
        /** The token was good, and the policy gives it nothing. */
        NOTHING_GRANTED,
        /** The token was refused. */
        REFUSED,
        /** The secrets could not be released. */
        FAILED,
        /** There was no token to look at. */
        BAD_REQUEST;

        private final String text = name().toLowerCase(Locale.ROOT);

        /**
         * The stable form.
         *
         * @return for example {@code nothing_granted}
         */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Requests that proved nothing and came so fast that they have one event together: same addresses, same code, within ten seconds.
     *
     * @param count how many there were
     * @param first when the first one came
     * @param last when the last one came
     */
    public record Counted(long count, Instant first, Instant last) {}

    /**
     * Which step asked, by its verified token.
     *
     * @param issuer the token's issuer
     * @param workspace the workspace's name
     * @param workspaceUuid the workspace's UUID
     * @param repository the repository's UUID
     * @param environment the deployment environment's UUID, if it has one
     * @param pipeline the pipeline's UUID, if the token names it
     * @param step the step's UUID
     * @param branch the branch's name, if the token names it; chosen by whoever pushed
     * @param subject the token's subject
     * @param keyId which key verified the token, if the key has a name
     * @param signatureDigest SHA-256 of the token's signature in hexadecimal digits: equal for two uses of one token
     * @param ageSeconds how long ago the token was issued, in seconds; negative if its issuer's clock is ahead
     * @param uses how often the token was used, this use included, as far as the replay guard knows; 0 if it does not count
     */
    public record Step(
            String issuer,
            String workspace,
            UUID workspaceUuid,
            UUID repository,
            Optional<UUID> environment,
            Optional<UUID> pipeline,
            UUID step,
            Optional<String> branch,
            String subject,
            Optional<String> keyId,
            String signatureDigest,
            long ageSeconds,
            long uses) {}

    /**
     * What the policy said. Each list is in the order of the policy.
     *
     * @param grants the grants that applied
     * @param denials the denials that applied
     * @param shadowGrants the grants in shadow mode that would have applied
     * @param shadowDenials the denials in shadow mode that would have applied
     * @param withheld the names, or wildcard names, that were granted and are withheld altogether
     * @param lapsed the grants that would apply, had they not stopped when their review fell overdue
     * @param overdue the grants of the whole policy whose review is overdue
     * @param explanation why, predicate by predicate, if the provider was told to explain
     */
    public record Decided(
            List<String> grants,
            List<String> denials,
            List<String> shadowGrants,
            List<String> shadowDenials,
            List<String> withheld,
            List<String> lapsed,
            List<String> overdue,
            Optional<String> explanation) {}

    /**
     * One variable that left.
     *
     * @param name the variable's name
     * @param store the store that its value came from
     * @param path where in the store
     * @param version the version that the store says it gave, or else the one that the policy asked for
     * @param field which field of the secret; empty for the whole value
     * @param grants the grants that gave it, at least one
     * @param lease the id of the lease that the value was made under, if it has one
     * @param leaseHolder what owns the lease in the store, for example the accessor of a Vault login token, if it says so
     * @param leaseExpires when the lease ends at the latest, if the value has one
     */
    public record Variable(
            String name,
            String store,
            String path,
            Optional<String> version,
            Optional<String> field,
            List<String> grants,
            Optional<String> lease,
            Optional<String> leaseHolder,
            Optional<Instant> leaseExpires) {}

    /**
     * The event as JSON: one object on one line, of ASCII characters only, with stable names. A part that is not there is
     * left out, a list that is empty is not. The line is shorter than 16 KiB, because containers' runtimes cut longer ones: what does not
     * fit is left out, and {@code cut} says what.
     *
     * @return the line, without its end
     */
    public String toJson() {
        return AuditJson.line(this);
    }

    /**
     * The same as {@link #toJson()}.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return toJson();
    }
}
