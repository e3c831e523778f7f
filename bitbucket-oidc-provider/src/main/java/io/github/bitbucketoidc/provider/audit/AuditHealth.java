package io.github.bitbucketoidc.provider.audit;

/**
 * How a provider's audit logs are. Immutable.
 *
 * @param failing whether a mandatory log has failed so often in a row, five times, that the provider says it is not ready; over as soon as the
 *     log takes an event, which is tried every few seconds
 * @param hanging whether a call of a log has been under way for more than a second
 * @param failures how often a log did not take an event in time, since the start
 * @param lost how many events a log never got: it failed, or too many waited for it
 * @param counted how many requests that proved nothing were counted instead of having an event of their own
 * @since 0.1.0
 */
public record AuditHealth(boolean failing, boolean hanging, long failures, long lost, long counted) {

    static final AuditHealth NONE = new AuditHealth(false, false, 0, 0, 0);
}
