package io.github.bitbucketoidc.provider.record;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.facts.AuditFacts;
import io.github.bitbucketoidc.provider.log.Call;
import io.github.bitbucketoidc.store.Deadline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every audit log of a provider: those without which no secret leaves first, then the others. Thread-safe. */
public final class AuditLogs {

    private static final long LAST_WORDS = TimeUnit.SECONDS.toNanos(1);

    private final List<AuditSink> mandatory;
    private final List<AuditSink> optional;

    public AuditLogs(List<AuditLog> logs) {
        List<AuditSink> sinks = logs.stream().map(AuditSink::new).toList();
        this.mandatory = sinks.stream().filter(AuditSink::isMandatory).toList();
        this.optional = sinks.stream().filter(sink -> !sink.isMandatory()).toList();
    }

    /** The event of one answer on its way to the mandatory logs. Used by one thread. */
    public final class Recording {

        private final Map<AuditSink, Call> calls = new LinkedHashMap<>();
        private @Nullable AuditSink failing;

        /** Gives the event to one mandatory log after the other, until one does not take it in time: those behind it are not told. */
        private Recording(AuditEvent event, Deadline deadline) {
            for (AuditSink sink : mandatory) {
                Call call = sink.begin(event);
                calls.put(sink, call);
                // an answer that is late already must not be later, and its event need not be lost
                long most = Math.max(deadline.remaining().toNanos(), sink.moment());
                // and one that is known to hang holds nobody's place
                if (!sink.took(call, sink.fails() && sink.hangs() ? sink.moment() : most, event)) {
                    failing = sink;
                    return;
                }
            }
        }

        public boolean isComplete() {
            return failing == null;
        }

        /**
         * Gives the event of the answer that nothing leaves with to every mandatory log: one that was told, or may have been told, of secrets
         * that left learns that they did not. Waits a moment at most.
         */
        public void withdraw(AuditEvent event) {
            Map<AuditSink, Call> told = new LinkedHashMap<>();
            for (AuditSink sink : mandatory) {
                Call call = calls.get(sink);
                if (call == null || sink != failing) {
                    told.put(sink, sink.tell(event));
                } else if (AuditSink.mayHave(call)) {
                    sink.withdraw(call, event);
                } else if (sink.fails()) {
                    sink.keep(event);
                }
            }
            waitFor(told);
        }
    }

    public Recording recordMandatory(AuditEvent event, Deadline deadline) {
        return new Recording(event, deadline);
    }

    /** Waits a moment at most. */
    public void recordOptional(AuditEvent event) {
        waitFor(handed(optional, sink -> sink.tell(event)));
    }

    /** Of a request that proved nothing: waits a moment at most, and changes no answer. */
    public void recordUnproven(AuditEvent event) {
        Map<AuditSink, Call> calls = handed(mandatory, sink -> sink.tellUnproven(event));
        calls.putAll(handed(optional, sink -> sink.tellUnproven(event)));
        waitFor(calls);
    }

    /** Waits for nothing. */
    public void recordCounted(AuditEvent event) {
        handed(mandatory, sink -> sink.tellUnproven(event));
        handed(optional, sink -> sink.tellUnproven(event));
    }

    private static Map<AuditSink, Call> handed(List<AuditSink> sinks, Function<AuditSink, Call> hand) {
        Map<AuditSink, Call> calls = new LinkedHashMap<>();
        sinks.forEach(sink -> calls.put(sink, hand.apply(sink)));
        return calls;
    }

    private static void waitFor(Map<AuditSink, Call> calls) {
        long end = System.nanoTime() + AuditSink.MOMENT;
        calls.forEach((sink, call) -> call.await(Math.min(sink.moment(), end - System.nanoTime())));
    }

    /** Asks those that failed whether they work again. */
    public void probe() {
        mandatory.forEach(AuditSink::probe);
        optional.forEach(AuditSink::probe);
    }

    public AuditLog.Health health(long counted) {
        List<AuditSink> all =
                Stream.concat(mandatory.stream(), optional.stream()).toList();
        return new AuditFacts.Health(
                mandatory.stream().anyMatch(AuditSink::fails),
                all.stream().anyMatch(AuditSink::hangs),
                all.stream().mapToLong(AuditSink::failures).sum(),
                all.stream().mapToLong(AuditSink::losses).sum(),
                counted);
    }

    /** Waits until they have what they were given, for a second at most. */
    public void close() {
        long end = System.nanoTime() + LAST_WORDS;
        Stream.concat(mandatory.stream(), optional.stream()).forEach(sink -> sink.close(end - System.nanoTime()));
    }
}
