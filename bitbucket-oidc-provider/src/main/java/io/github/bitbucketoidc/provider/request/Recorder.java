package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.record.AuditLogs;
import io.github.bitbucketoidc.provider.record.Listeners;
import io.github.bitbucketoidc.provider.record.Unproven;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.Deadline;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;

/** Makes an answer's one audit event, what listeners hear of it and its log line, all from the record of its request. Thread-safe. */
public final class Recorder implements AutoCloseable {

    private static final RequestLog log = RequestLog.ofProvider();

    private final AuditLogs auditLogs;
    private final Unproven unproven;
    private final Listeners listeners;

    public Recorder(AuditLogs auditLogs, Listeners listeners, LongSupplier nanoTime) {
        this.auditLogs = auditLogs;
        this.unproven = new Unproven(auditLogs, listeners, nanoTime);
        this.listeners = listeners;
    }

    /**
     * Records an answer before its first byte leaves.
     *
     * @param deadline until when a mandatory audit log may take the event
     * @return the answer; another one if a mandatory audit log did not take the event
     */
    Answer record(Answer answer, RequestRecord request, Deadline deadline) {
        AuditEvent event = request.event(answer.release());
        if (!request.isProven()) {
            // nothing was proven, and nothing leaves: no log can hold this answer back, and a flood of them is counted
            // (D5, D6)
            if (unproven.isRecorded(event)) {
                request.answered(answer.release(), event);
                request.untold().forEach(listeners::tellUnproven);
            }
            say(answer.release(), event, request);
            return answer;
        }
        Answer recorded = answer;
        AuditLogs.Recording recording = auditLogs.recordMandatory(event, deadline);
        if (!recording.isComplete()) {
            recorded = answer.instead(unavailable(), request);
            event = request.event(recorded.release());
            recording.withdraw(event);
        }
        auditLogs.recordOptional(event);
        request.answered(recorded.release(), event);
        tell(request);
        say(recorded.release(), event, request);
        return recorded;
    }

    /** Tells listeners what has happened so far, so that they hear of a decision before a store is asked. Waits for nobody. */
    void tell(RequestRecord request) {
        request.untold().forEach(listeners::tell);
    }

    private static Release unavailable() {
        return new ReleaseFailure(Release.FailureCode.AUDIT_UNAVAILABLE, "a mandatory audit log did not take the event")
                .release();
    }

    /** Once in ten seconds for each reason; what an audit log and admission say themselves is not said again. */
    private static void say(Release release, AuditEvent event, RequestRecord request) {
        for (String change : request.drift()) {
            log.line(
                    Level.WARN,
                    "the tokens of {} look different: {} (correlation id {})",
                    event.step().map(AuditEvent.Step::issuer).orElse(""),
                    change,
                    request.origin().correlation());
        }
        if (release instanceof Release.Failed failed
                && failed.code() != Release.FailureCode.OVERLOADED
                && failed.code() != Release.FailureCode.KEYS_UNAVAILABLE // who counts them says so now and then
                && failed.code() != Release.FailureCode.AUDIT_UNAVAILABLE) {
            log.rare(
                    failed.code() + (request.isProven() ? "" : " unproven"),
                    Level.WARN,
                    "{}: {} (correlation id {}, peer {})",
                    failed.code(),
                    event.detail(),
                    request.origin().correlation(),
                    request.origin().peer());
        }
    }

    /** How the audit logs are. */
    public AuditLog.Health health() {
        return auditLogs.health(unproven.counted());
    }

    /** Tells what still waits, for a second at most. */
    @Override
    public void close() {
        unproven.close();
        auditLogs.close();
        listeners.close();
    }
}
