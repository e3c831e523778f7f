package io.github.bitbucketoidc.provider.release;

import io.github.bitbucketoidc.core.token.Rejection;
import io.github.bitbucketoidc.store.SecretValue;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What came of a request for secrets: all of them, none of them, or a coded reason. Immutable; shows no value.
 *
 * @since 0.1.0
 */
public sealed interface Release {

    /**
     * What it means in HTTP.
     *
     * @return the status of the answer
     */
    int status();

    /** Everything that the policy grants. */
    final class Released implements Release {

        private final Map<String, SecretValue> variables;

        private Released(Map<String, SecretValue> variables) {
            this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }

        /**
         * A release of secrets. For the provider, and for tests.
         *
         * @param variables the values by variable name
         * @return the release
         */
        public static Released of(Map<String, SecretValue> variables) {
            return new Released(variables);
        }

        /** {@return the values by variable name; never empty, unmodifiable} */
        public Map<String, SecretValue> variables() {
            return variables;
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public String toString() {
            return "Released[variables=" + variables + "]";
        }
    }

    /** The token is authentic, and the policy gives it nothing: no grant applies, or denials withhold all of it. */
    final class NothingGranted implements Release {

        private final boolean forbidden;

        private NothingGranted(boolean forbidden) {
            this.forbidden = forbidden;
        }

        /**
         * A release of nothing. For the provider, and for tests.
         *
         * @param forbidden whether the policy says {@code nothing-granted: forbid}
         * @return the release
         */
        public static NothingGranted of(boolean forbidden) {
            return new NothingGranted(forbidden);
        }

        /** {@return whether the policy says {@code nothing-granted: forbid}} */
        public boolean forbidden() {
            return forbidden;
        }

        @Override
        public int status() {
            return forbidden ? 403 : 200;
        }

        @Override
        public String toString() {
            return "NothingGranted[forbidden=" + forbidden + "]";
        }
    }

    /**
     * The token was refused.
     *
     * @param rejection why
     */
    record Refused(Rejection rejection) implements Release {

        /**
         * Checks the part.
         *
         * @param rejection why
         */
        public Refused {
            Objects.requireNonNull(rejection, "rejection");
        }

        @Override
        public int status() {
            return 401;
        }
    }

    /** The secrets could not be released. */
    final class Failed implements Release {

        private final FailureCode code;
        private final String detail;
        private final Duration retryAfter;

        private Failed(FailureCode code, String detail, Duration retryAfter) {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(retryAfter, "retryAfter");
            this.code = code;
            this.detail = detail;
            this.retryAfter = retryAfter;
        }

        /**
         * A failure. For the provider, and for tests.
         *
         * @param code why
         * @param detail for the operator; never a value
         * @param retryAfter when to try again, if the code's status is 503
         * @return the release
         */
        public static Failed of(FailureCode code, String detail, Duration retryAfter) {
            return new Failed(code, detail, retryAfter);
        }

        /** {@return why} */
        public FailureCode code() {
            return code;
        }

        /** {@return for the operator; never a value} */
        public String detail() {
            return detail;
        }

        /** {@return when to try again, if the code's status is 503} */
        public Duration retryAfter() {
            return retryAfter;
        }

        @Override
        public int status() {
            return code.status();
        }

        @Override
        public String toString() {
            return "Failed[code=" + code + ", detail=" + detail + ", retryAfter=" + retryAfter + "]";
        }
    }

    /**
     * There was no token to look at: the HTTP request was not one that could carry it.
     *
     * @param code why
     */
    record Malformed(Code code) implements Release {

        /** What was wrong with the request. The text form is stable. */
        public enum Code {
            /** Not exactly one well-formed credential (400). */
            BAD_REQUEST(400),
            /** Neither GET nor POST (405). */
            METHOD_NOT_ALLOWED(405);

            private final int status;
            private final String text = name().toLowerCase(Locale.ROOT);

            Code(int status) {
                this.status = status;
            }

            /**
             * The stable form for logs, audit events and metrics.
             *
             * @return for example {@code bad_request}
             */
            @Override
            public String toString() {
                return text;
            }
        }

        /**
         * Checks the part.
         *
         * @param code why
         */
        public Malformed {
            Objects.requireNonNull(code, "code");
        }

        @Override
        public int status() {
            return code.status;
        }
    }

    /**
     * Why an authentic request could not be answered. The text form is stable: alerts and tests are written against it. Callers
     * never see it; it stands in the audit event and the log.
     */
    enum FailureCode {
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
}
