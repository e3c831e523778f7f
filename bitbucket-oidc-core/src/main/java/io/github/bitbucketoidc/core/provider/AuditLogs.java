package io.github.bitbucketoidc.core.provider;

import java.util.List;
import java.util.Optional;
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

    /**
     * Gives the event to one mandatory log after the other, until one does not take it.
     *
     * @return that one, if there is one; those behind it were not told
     */
    Optional<AuditLog> recordMandatory(AuditEvent event) {
        return mandatory.stream().filter(sink -> !tryRecord(sink, event)).findFirst();
    }

    /**
     * Gives the event of an answer that nothing leaves with to every mandatory log but the one that fails: one that was told of secrets that
     * left learns that they did not.
     */
    void recordWithheld(AuditEvent event, AuditLog failing) {
        mandatory.stream().filter(sink -> sink != failing).forEach(sink -> tryRecord(sink, event));
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
