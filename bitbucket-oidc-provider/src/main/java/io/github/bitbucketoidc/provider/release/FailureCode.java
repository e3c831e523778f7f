package io.github.bitbucketoidc.provider.release;

import java.util.Locale;

/**
 * Why an authentic request could not be answered. The text form is stable: alerts and tests are written against it. Callers
 * never see it; it stands in the audit event and the log.
 *
 * @since 0.1.0
 */
public enum FailureCode {
    /** No usable key set of the token's issuer (503). */
    KEYS_UNAVAILABLE(503),
    /** A store could not be reached, or refused the provider (503). */
    STORE_UNAVAILABLE(503),
    /** Too many reads of one store are under way (503). */
    OVERLOADED(503),
    /** The policy's deadline passed, or the request's thread was interrupted, before every secret was read (503). */
    DEADLINE_EXCEEDED(503),
    /** The audit event could not be written where it must be written (503). */
    AUDIT_UNAVAILABLE(503),
    /** A granted secret, or a field of it, does not exist (500). */
    SECRET_MISSING(500),
    /** A granted secret is not what the policy, or the runner, can use: no text, no fields, NUL, invalid Unicode (500). */
    SECRET_MALFORMED(500),
    /** One variable from two different secrets or fields, or two names that differ by letter case only (500). */
    NAME_CLASH(500),
    /** A wildcard brought a name that is reserved, or is no variable name (500). */
    NAME_FORBIDDEN(500),
    /** All names and values together are longer than the budget (500). */
    OVER_BUDGET(500),
    /** A defect of the provider or of a store (500). */
    INTERNAL_ERROR(500);

    private final int status;
    private final String text = name().toLowerCase(Locale.ROOT);

    FailureCode(int status) {
        this.status = status;
    }

    /**
     * The answer's status.
     *
     * @return 503 when trying again later may help, else 500
     */
    public int status() {
        return status;
    }

    /**
     * The stable form for logs, audit events and metrics.
     *
     * @return for example {@code secret_missing}
     */
    @Override
    public String toString() {
        return text;
    }
}
