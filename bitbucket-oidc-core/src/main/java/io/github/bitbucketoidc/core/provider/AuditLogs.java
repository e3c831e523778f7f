package io.github.bitbucketoidc.core.provider;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every audit log of a provider: those without which no secret leaves first, then the others. */
final class AuditLogs {

    private static final Logger log = LoggerFactory.getLogger(SecretProvider.class);

    private final List<AuditLog> mandatory;
    private final List<AuditLog> optional;

    AuditLogs(List<AuditLog> logs) {
        this.mandatory = logs.stream().filter(AuditLog::mandatory).toList();
        this.optional = logs.stream().filter(sink -> !sink.mandatory()).toList();
    }

    /** Whether every mandatory log has the event now. Those before the one that failed keep what they were told. */
    boolean recordMandatory(AuditEvent event) {
        return mandatory.stream().allMatch(sink -> tryRecord(sink, event));
    }

    void recordOptional(AuditEvent event) {
        optional.forEach(sink -> tryRecord(sink, event));
    }

    private static boolean tryRecord(AuditLog sink, AuditEvent event) {
        try {
            sink.record(event);
            return true;
        } catch (Throwable failure) {
            log.error(
                    "the audit event of correlation id {} was not recorded by {}: {}",
                    event.origin().correlation(),
                    sink.getClass().getName(),
                    SafeTrace.of(failure));
            return false;
        }
    }
}
