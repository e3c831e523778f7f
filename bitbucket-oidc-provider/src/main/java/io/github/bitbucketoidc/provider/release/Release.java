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

    /**
     * Everything that the policy grants.
     *
     * @param variables the values by variable name; never empty, unmodifiable
     */
    record Released(Map<String, SecretValue> variables) implements Release {

        /**
         * Copies the map.
         *
         * @param variables the values by variable name
         */
        public Released {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * The token is authentic, and the policy gives it nothing: no grant applies, or denials withhold all of it.
     *
     * @param forbidden whether the policy says {@code nothing-granted: forbid}
     */
    record NothingGranted(boolean forbidden) implements Release {

        @Override
        public int status() {
            return forbidden ? 403 : 200;
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

    /**
     * The secrets could not be released.
     *
     * @param code why
     * @param detail for the operator; never a value
     * @param retryAfter when to try again, if the code's status is 503
     */
    record Failed(FailureCode code, String detail, Duration retryAfter) implements Release {

        /**
         * Checks the parts.
         *
         * @param code why
         * @param detail for the operator
         * @param retryAfter when to try again
         */
        public Failed {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        @Override
        public int status() {
            return code.status();
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
