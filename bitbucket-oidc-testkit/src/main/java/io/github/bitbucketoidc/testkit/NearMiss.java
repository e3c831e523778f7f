package io.github.bitbucketoidc.testkit;

import io.github.bitbucketoidc.core.token.Rejection;
import java.util.Objects;

/**
 * A token that would be accepted but for one defect. Immutable.
 *
 * @param defect what is wrong with it, for a test's report
 * @param expected the code with which a provider must refuse it
 * @param token the token
 * @since 0.1.0
 */
public record NearMiss(String defect, Rejection.Code expected, String token) {

    /**
     * Checks that the parts are there.
     *
     * @param defect what is wrong with it
     * @param expected the code
     * @param token the token
     */
    public NearMiss {
        Objects.requireNonNull(defect, "defect");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(token, "token");
    }

    @Override
    public String toString() {
        return "NearMiss[" + defect + ", expected " + expected + "]";
    }
}
