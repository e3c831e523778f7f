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
}
