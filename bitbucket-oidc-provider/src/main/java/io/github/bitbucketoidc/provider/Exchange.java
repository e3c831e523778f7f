package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.record.AuditDraft;
import io.github.bitbucketoidc.provider.record.AuditLogs;
import io.github.bitbucketoidc.provider.record.Listeners;
import io.github.bitbucketoidc.provider.release.FailureCode;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.Deadline;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The one place where a request ends: whatever happened on its way becomes a release, the release an answer, and both one
 * audit event (attack row H13). Used once, by one thread.
 */
final class Exchange<T> {

    private static final RequestLog log = RequestLog.ofProvider();

    private final AuditDraft draft;
    private final Workings workings;
    private final Function<? super Release, ? extends T> form;
    private Release unshaped = failed("the answer could not be written");
    private @Nullable Error fatal;

    Exchange(AuditDraft draft, Workings workings, Function<? super Release, ? extends T> form) {
        this.draft = draft;
        this.workings = workings;
        this.form = form;
    }

    /**
     * Ends it.
     *
     * @param way where it leads; may throw anything
     * @param undo gives back what stores lent, when no secret leaves
     * @param deadline until when a mandatory audit log may take the event
     * @return the answer, after its event was recorded
     */
    T end(Supplier<Release> way, Runnable undo, Deadline deadline) {
        Release release = arrive(way);
        T answer = shape(release);
        if (answer == null) {
            release = unshaped;
            answer = shape(release);
        }
        AuditEvent event = draft.event(release);
        if (event.step().isEmpty()) {
            // nothing was proven, and nothing leaves: no log can hold this answer back, and a flood of them is counted
            // (D5, D6)
            if (workings.unproven().isRecorded(event)) {
                tellUnproven(release, event);
            }
        } else {
            AuditLogs.Recording recording = workings.auditLogs().recordMandatory(event, deadline);
            if (!recording.isComplete()) {
                release = new ReleaseFailure(
                                FailureCode.AUDIT_UNAVAILABLE, "a mandatory audit log did not take the event")
                        .release();
                answer = shape(release);
                event = draft.event(release);
                recording.withdraw(event);
            }
            workings.auditLogs().recordOptional(event);
            tell(release, event);
        }
        say(release, event);
        if (!(release instanceof Release.Released)) {
            undo.run();
        }
        if (fatal != null) {
            throw fatal;
        }
        if (answer == null) {
            throw new IllegalStateException("form: made no answer");
        }
        return answer;
    }

    /** Once in ten seconds for each reason; what an audit log and admission say themselves is not said again. */
    private void say(Release release, AuditEvent event) {
        if (release instanceof Release.Failed failed
                && failed.code() != FailureCode.OVERLOADED
                && failed.code() != FailureCode.KEYS_UNAVAILABLE // who counts them says so now and then
                && failed.code() != FailureCode.AUDIT_UNAVAILABLE) {
            log.rare(
                    failed.code() + (event.step().isEmpty() ? " unproven" : ""),
                    Level.WARN,
                    "{}: {} (correlation id {}, peer {})",
                    failed.code(),
                    event.detail(),
                    correlation(),
                    draft.origin().peer());
        }
    }

    private void tell(Release release, AuditEvent event) {
        Listeners listeners = workings.listeners();
        ProviderListener.Asker asker = draft.asker();
        if (asker != null && release instanceof Release.Released released) {
            int variables = released.variables().size();
            listeners.tell(listener -> listener.released(new ListenerFacts.Released(asker, variables)));
        }
        refused(release).ifPresent(refused -> listeners.tell(listener -> listener.tokenRefused(refused)));
        ProviderListener.Answered answered = answered(event);
        listeners.tell(listener -> listener.answered(answered));
    }

    private void tellUnproven(Release release, AuditEvent event) {
        Listeners listeners = workings.listeners();
        refused(release).ifPresent(refused -> listeners.tellUnproven(listener -> listener.tokenRefused(refused)));
        ProviderListener.Answered answered = answered(event);
        listeners.tellUnproven(listener -> listener.answered(answered));
    }

    private static Optional<ProviderListener.TokenRefused> refused(Release release) {
        return release instanceof Release.Refused refused
                ? Optional.of(new ListenerFacts.TokenRefused(refused.rejection().code()))
                : Optional.empty();
    }

    private static ProviderListener.Answered answered(AuditEvent event) {
        return new ListenerFacts.Answered(event.status(), event.outcome(), event.code(), event.duration());
    }

    private Release arrive(Supplier<Release> way) {
        try {
            return way.get();
        } catch (ReleaseFailure failure) {
            return failure.release();
        } catch (Throwable thrown) {
            return defect(thrown);
        }
    }

    private @Nullable T shape(Release release) {
        try {
            return form.apply(release);
        } catch (Throwable thrown) {
            unshaped = defect(thrown);
            return null;
        }
    }

    /**
     * A stack that was too deep, or memory that was short, is over when its request is: the answer is a refusal like any
     * other. Other errors of the virtual machine are thrown on, after the event.
     */
    private Release defect(Throwable thrown) {
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
                correlation());
        return failed(trace);
    }

    private static Release failed(String detail) {
        return new ReleaseFailure(FailureCode.INTERNAL_ERROR, detail).release();
    }

    private String correlation() {
        return draft.origin().correlation();
    }
}
