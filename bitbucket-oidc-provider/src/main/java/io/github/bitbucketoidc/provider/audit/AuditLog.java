package io.github.bitbucketoidc.provider.audit;

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
