package io.github.bitbucketoidc.provider.record;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Requests that proved nothing: strangers may send as many as they like, so beyond a rate they are counted, and many have one event (D6). One
 * daemon thread, {@code bitbucket-oidc-audit-timer}, says what was counted when its window is over, and tries logs that failed. Thread-safe.
 */
public final class Unproven implements AutoCloseable {

    private static final long PROBE_SECONDS = 5;

    private final AuditLogs logs;
    private final Listeners listeners;
    private final RefusalCounts counts;
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean closed;

    public Unproven(AuditLogs logs, Listeners listeners, LongSupplier nanoTime) {
        this.logs = logs;
        this.listeners = listeners;
        this.counts = new RefusalCounts(nanoTime);
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "bitbucket-oidc-audit-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        repeat(this::tick, 1);
        repeat(logs::probe, PROBE_SECONDS);
    }

    /**
     * Records it, or counts it.
     *
     * @param event of a request without a verified token
     * @return whether it has an event of its own, so that listeners are to be told of it
     */
    public boolean isRecorded(AuditEvent event) {
        if (!closed) {
            RefusalCounts.Verdict verdict = counts.add(
                    new RefusalCounts.Kind(
                            event.origin().peer(),
                            event.origin().client(),
                            event.status(),
                            event.outcome().toString(),
                            event.code().orElse("")),
                    event.time());
            verdict.over().forEach(this::tell);
            if (!verdict.kept()) {
                return false;
            }
        }
        logs.recordUnproven(event);
        return true;
    }

    private void repeat(Runnable task, long seconds) {
        var unused = timer.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
    }

    private void tick() {
        counts.due().forEach(this::tell);
    }

    private void tell(RefusalCounts.Counted counted) {
        RefusalCounts.Kind kind = counted.kind();
        AuditEvent event = AuditFacts.counted(
                Origin.of("", kind.peer(), kind.client()),
                kind.status(),
                AuditEvent.Outcome.valueOf(kind.outcome().toUpperCase(Locale.ROOT)),
                Optional.of(kind.code()).filter(code -> !code.isEmpty()),
                new AuditFacts.Counted(counted.count(), counted.first(), counted.last()));
        logs.recordCounted(event);
        listeners.tellUnproven(listener -> listener.refusalsCounted(new ListenerFacts.RefusalsCounted(
                event.status(), event.outcome(), event.code(), kind.peer(), counted.count())));
    }

    public long counted() {
        return counts.counted();
    }

    /** Says what was counted so far. What comes later is recorded one by one: it comes while a server ends. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        counts.end().forEach(this::tell);
    }
}
