package io.github.bitbucketoidc.testkit;

import io.github.bitbucketoidc.core.token.Rejection;
import java.util.Objects;

/**
 * A token that would be accepted but for one defect. Immutable.
 *
 * @since 0.1.0
 */
public final class NearMiss {

    private final String defect;
    private final Rejection.Code expected;
    private final String token;

    NearMiss(String defect, Rejection.Code expected, String token) {
        Objects.requireNonNull(defect, "defect");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(token, "token");
        this.defect = defect;
        this.expected = expected;
        this.token = token;
    }

    /** {@return what is wrong with it, for a test's report} */
    public String defect() {
        return defect;
    }

    /** {@return the code with which a provider must refuse it} */
    public Rejection.Code expected() {
        return expected;
    }

    /** {@return the token} */
    public String token() {
        return token;
    }

    @Override
    public String toString() {
        return "NearMiss[" + defect + ", expected " + expected + "]";
    }
}
