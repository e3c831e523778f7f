package io.github.bitbucketoidc.core.token;

import java.util.Objects;

/**
 * What came of verifying a token: a proof, or a coded reason. Immutable.
 *
 * <pre>{@code
 * Verification verification = verifier.verify(token);
 * if (verification instanceof Verification.Verified verified) {
 *     log.info("asked by the step {}", verified.token().workload().run());
 * } else if (verification instanceof Verification.Rejected rejected) {
 *     log.info("refused: {}", rejected.rejection().code());   // for example expired
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface Verification {

    /**
     * The token is authentic, and every check passed.
     *
     * @param token the proof
     */
    record Verified(VerifiedToken token) implements Verification {
        /**
         * Checks the part.
         *
         * @param token the proof
         */
        public Verified {
            Objects.requireNonNull(token, "token");
        }
    }

    /**
     * The token was refused.
     *
     * @param rejection why
     */
    record Rejected(Rejection rejection) implements Verification {
        /**
         * Checks the part.
         *
         * @param rejection why
         */
        public Rejected {
            Objects.requireNonNull(rejection, "rejection");
        }
    }
}
