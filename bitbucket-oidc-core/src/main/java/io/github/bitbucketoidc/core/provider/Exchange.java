package io.github.bitbucketoidc.core.provider;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where a request ends: whatever happened on its way becomes a release, the release an answer, and both one
 * audit event (attack row H13). Used once, by one thread.
 */
final class Exchange<T> {

    private static final Logger log = LoggerFactory.getLogger(SecretProvider.class);

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
     * @return the answer, after its event was recorded
     */
    T end(Supplier<Release> way, Runnable undo) {
        Release release = arrive(way);
        T answer = shape(release);
        if (answer == null) {
            release = unshaped;
            answer = shape(release);
        }
        AuditEvent event = draft.event(release);
        Optional<AuditLog> failing = workings.auditLogs().recordMandatory(event);
        if (failing.isPresent()) {
            release = new ReleaseFailure(FailureCode.AUDIT_UNAVAILABLE, "a mandatory audit log did not take the event")
                    .release();
            answer = shape(release);
            event = draft.event(release);
            workings.auditLogs().recordWithheld(event, failing.get());
        }
        workings.auditLogs().recordOptional(event);
        tell(release, event);
        if (release instanceof Release.Failed failed && failed.code() != FailureCode.OVERLOADED) {
            // a flood of refusals must not become a flood of lines: they have their audit events
            log.warn("{}: {} (correlation id {})", event.code().orElse(""), event.detail(), correlation());
        }
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

    private void tell(Release release, AuditEvent event) {
        ProviderListener.Asker asker = draft.asker();
        if (asker != null && release instanceof Release.Released released) {
            int variables = released.variables().size();
            workings.listeners().tell(listener -> listener.released(new ProviderListener.Released(asker, variables)));
        }
        ProviderListener.Answered answered =
                new ProviderListener.Answered(event.status(), event.outcome(), event.code(), event.duration());
        workings.listeners().tell(listener -> listener.answered(answered));
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
        log.error("a request ended with {} (correlation id {})", trace, correlation());
        return failed(trace);
    }

    private static Release failed(String detail) {
        return new ReleaseFailure(FailureCode.INTERNAL_ERROR, detail).release();
    }

    private String correlation() {
        return draft.origin().correlation();
    }
}
