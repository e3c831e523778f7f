package io.github.bitbucketoidc.provider.facts;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an audit event holds. Whoever reads events sees {@link AuditEvent} only, to which a part can be added without breaking anybody. */
public record AuditFacts(
        Instant time,
        Origin origin,
        int status,
        AuditEvent.Outcome outcome,
        Optional<String> code,
        String detail,
        Optional<AuditEvent.Step> step,
        Optional<AuditEvent.Decided> decision,
        List<AuditEvent.Variable> variables,
        List<String> unmaskable,
        List<String> callerTokenUsedBy,
        List<String> claimDrift,
        String policyDigest,
        Duration duration,
        Optional<AuditEvent.Counted> counted)
        implements AuditEvent {

    /** The event of one request, which is not counted. */
    public AuditFacts(
            Instant time,
            Origin origin,
            int status,
            AuditEvent.Outcome outcome,
            Optional<String> code,
            String detail,
            Optional<AuditEvent.Step> step,
            Optional<AuditEvent.Decided> decision,
            List<AuditEvent.Variable> variables,
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

    /** The event of requests that are counted. */
    public static AuditEvent counted(
            Origin origin, int status, Outcome outcome, Optional<String> code, AuditEvent.Counted counted) {
        return new AuditFacts(
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

    @Override
    public String toJson() {
        return AuditJson.line(this);
    }

    @Override
    public String toString() {
        return toJson();
    }

    public record Counted(long count, Instant first, Instant last) implements AuditEvent.Counted {}

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
            long uses)
            implements AuditEvent.Step {}

    public record Decided(
            List<String> grants,
            List<String> denials,
            List<String> shadowGrants,
            List<String> shadowDenials,
            List<String> withheld,
            List<String> lapsed,
            List<String> overdue,
            Optional<String> explanation)
            implements AuditEvent.Decided {}

    public record Variable(
            String name,
            String store,
            String path,
            Optional<String> version,
            Optional<String> field,
            List<String> grants,
            Optional<String> lease,
            Optional<String> leaseHolder,
            Optional<Instant> leaseExpires)
            implements AuditEvent.Variable {}

    public record Health(boolean failing, boolean hanging, long failures, long lost, long counted)
            implements AuditLog.Health {}
}
