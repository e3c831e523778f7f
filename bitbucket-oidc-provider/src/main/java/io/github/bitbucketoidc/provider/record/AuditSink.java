package io.github.bitbucketoidc.provider.record;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.file.UnsureWriteException;
import io.github.bitbucketoidc.provider.log.BoundedCalls;
import io.github.bitbucketoidc.provider.log.Call;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One audit log, on threads of its own: whoever waits for it waits no longer than he wants (D5), and events of proven tokens have queue and
 * threads apart from the others (D6). Thread-safe.
 */
public final class AuditSink {

    /** How long what need not wait waits, so that in healthy times an event is there when its answer is. */
    public static final long MOMENT = TimeUnit.SECONDS.toNanos(1);

    public static final int FAILURES = 5;
    private static final long HANGS = TimeUnit.SECONDS.toNanos(1);
    private static final int THREADS = 16;
    private static final int ROOM = 1024;
    private static final int ROOM_OF_UNPROVEN = 256;

    private static final RequestLog log = RequestLog.ofProvider();

    private final AuditLog sink;
    private final boolean mandatory;
    private final BoundedCalls proven = new BoundedCalls("bitbucket-oidc-audit", THREADS, ROOM);
    private final BoundedCalls unproven = new BoundedCalls("bitbucket-oidc-audit-unproven", 1, ROOM_OF_UNPROVEN);
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Queue<AuditEvent> missing = new ArrayBlockingQueue<>(ROOM);

    public AuditSink(AuditLog sink) {
        this.sink = sink;
        this.mandatory = sink.mandatory();
    }

    public boolean isMandatory() {
        return mandatory;
    }

    /** Hands the event of a proven token over. */
    public Call begin(AuditEvent event) {
        return proven.submit(() -> record(event));
    }

    /**
     * Whether the log took the event in time.
     *
     * @param nanos how long to wait; a call that is over counts however late it is asked for
     */
    public boolean took(Call call, long nanos, AuditEvent event) {
        boolean over = call.await(nanos);
        Optional<Throwable> failure = call.failure();
        if (over && failure.isEmpty()) {
            return true;
        }
        failures.incrementAndGet();
        failuresInARow.incrementAndGet();
        log.rare(
                "sink " + sink.getClass().getName(),
                Level.ERROR,
                "the audit event of correlation id {} was not recorded by {}: {}",
                event.origin().correlation(),
                sink.getClass().getName(),
                failure.map(SafeTrace::of).orElse("it did not take it in time"));
        return false;
    }

    /** How long it makes sense to wait for what need not be waited for. */
    public long moment() {
        return hangsFor(MOMENT) ? 0 : MOMENT;
    }

    /** Whether the log may have, or get, an event that is said not to be recorded. */
    public static boolean mayHave(Call call) {
        return call.failure().map(UnsureWriteException.class::isInstance).orElse(true);
    }

    /** Says, behind an event that the log has or may have, that nothing left: the two never change places. */
    public void withdraw(Call call, AuditEvent event) {
        call.then(() -> recordOrKeep(event));
    }

    /** Tells a log that was not told of anything else, and is not waited for. */
    public Call tell(AuditEvent event) {
        return handed(proven, () -> recordOrKeep(event), event);
    }

    /** An event that may be lost. */
    public Call tellUnproven(AuditEvent event) {
        return handed(
                unproven,
                () -> {
                    try {
                        record(event);
                    } catch (Throwable failure) {
                        lost(event, failure);
                        throw failure;
                    }
                },
                event);
    }

    private Call handed(BoundedCalls calls, Runnable task, AuditEvent event) {
        Call call = calls.submit(task);
        if (call.failure().filter(RejectedExecutionException.class::isInstance).isPresent()) {
            lost(event, null);
        }
        return call;
    }

    public void lost(AuditEvent event, @Nullable Throwable failure) {
        lost.incrementAndGet();
        log.rare(
                "lost " + sink.getClass().getName(),
                Level.ERROR,
                "audit events are not recorded by {}, the last one of correlation id {}: {}",
                sink.getClass().getName(),
                event.origin().correlation(),
                failure == null ? "too many wait for it" : SafeTrace.of(failure));
    }

    /** What the log did not learn is told again behind the next event that it takes. */
    public void keep(AuditEvent event) {
        if (!missing.offer(event)) {
            lost(event, null);
        }
    }

    private void recordOrKeep(AuditEvent event) {
        try {
            record(event);
        } catch (Throwable failure) {
            if (mandatory) {
                keep(event);
            } else {
                lost(event, failure);
            }
            throw failure;
        }
    }

    private void record(AuditEvent event) {
        sink.record(event);
        failuresInARow.set(0);
        for (AuditEvent kept = missing.poll(); kept != null; kept = missing.poll()) {
            try {
                sink.record(kept);
            } catch (Throwable failure) {
                keep(kept);
                return; // the event itself was taken
            }
        }
    }

    /** Tries whether a log that failed works again, so that a provider that nobody asks becomes ready. */
    public void probe() {
        if (hangsFor(HANGS)) {
            return;
        }
        AuditEvent event = missing.poll();
        if (event != null) {
            tell(event);
        }
    }

    public boolean fails() {
        return mandatory && failuresInARow.get() >= FAILURES;
    }

    public boolean hangs() {
        return hangsFor(HANGS);
    }

    private boolean hangsFor(long nanos) {
        return proven.oldestNanos() > nanos || unproven.oldestNanos() > nanos;
    }

    public long failures() {
        return failures.get();
    }

    public long losses() {
        return lost.get();
    }

    /** Waits until it has what it was given, but not for ever. */
    public void close(long nanos) {
        long end = System.nanoTime() + nanos;
        unproven.drain(nanos);
        proven.drain(end - System.nanoTime());
        unproven.close();
        proven.close();
    }
}
