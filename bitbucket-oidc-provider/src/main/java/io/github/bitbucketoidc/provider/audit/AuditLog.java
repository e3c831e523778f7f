package io.github.bitbucketoidc.provider.audit;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where audit events go: one per request, and a second one if another log, a mandatory one, failed. Implementations are thread-safe and return in bounded time, because the answer
 * waits for them.
 *
 * <pre>{@code
 * AuditLog queue = event -> executor.execute(() -> log.info("{}", event.toJson()));
 * SecretProvider provider = SecretProvider.builder().policyFile(file).auditLog(queue).build();
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface AuditLog {

    /**
     * The logger {@code io.github.bitbucketoidc.audit}: one line of JSON for each event, at INFO, and at WARN when secrets could not be
     * released. Never mandatory: a logger does not tell whether it lost a line.
     *
     * @return the log
     */
    static AuditLog slf4j() {
        return new Slf4jAuditLog();
    }

    /**
     * A stream without which no secret leaves: one line of JSON for each event, flushed, so that an event is as durable as a flush of it.
     *
     * @param out where to; it stays the caller's to close. A {@link PrintStream} is asked for its error state, which it
     *     keeps for ever: prefer {@code new FileOutputStream(FileDescriptor.out)} to {@code System.out}
     * @return the log
     */
    static AuditLog jsonLines(OutputStream out) {
        return new JsonLinesAuditLog(out, true);
    }

    /**
     * A stream whose failure is only complained about; else as {@link #jsonLines}.
     *
     * @param out where to; it stays the caller's to close
     * @return the log
     */
    static AuditLog optionalJsonLines(OutputStream out) {
        return new JsonLinesAuditLog(out, false);
    }

    /**
     * Records one event. When this method returns, the event is as durable as this log can make it.
     *
     * @param event what happened; holds no secret and no token
     * @throws RuntimeException if the event could not be recorded: a mandatory log then fails the request, an optional one
     *     is complained about in the program's log
     */
    void record(AuditEvent event);

    /**
     * Whether no secret may leave without its event in this log: a failure of {@link #record} then turns the answer into
     * 503 without secrets. Another mandatory log may have the event by then; it gets a second one of the same correlation id, which
     * says that nothing left.
     *
     * @return {@code false} unless overridden
     */
    default boolean mandatory() {
        return false;
    }

    /**
     * How a provider's audit logs are. Immutable.
     */
    interface Health {

        /**
         * {@return whether a mandatory log has failed so often in a row, five times, that the provider says it is not
         * ready; over as soon as the log takes an event, which is tried every few seconds}
         */
        boolean failing();

        /** {@return whether a call of a log has been under way for more than a second} */
        boolean hanging();

        /** {@return how often a log did not take an event in time, since the start} */
        long failures();

        /** {@return how many events a log never got: it failed, or too many waited for it} */
        long lost();

        /** {@return how many requests that proved nothing were counted instead of having an event of their own} */
        long counted();
    }
}
