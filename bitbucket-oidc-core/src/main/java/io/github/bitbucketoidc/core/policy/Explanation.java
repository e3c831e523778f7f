package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.token.VerifiedToken;
import java.time.Instant;

/**
 * Why a decision came out as it did, for operators: it names rules, secrets and claims, so it must never reach a caller.
 * Immutable, thread-safe.
 */
public final class Explanation {

    private final String text;
    private final String json;

    private Explanation(String text, String json) {
        this.text = text;
        this.json = json;
    }

    static Explanation of(Policy policy, VerifiedToken token, Instant now) {
        return new Explanation(policy + " " + token + " " + now, "{}");
    }

    /**
     * For people.
     *
     * @return several lines
     */
    public String text() {
        return text;
    }

    /**
     * For tools; members may be added in later versions, none changes or goes away.
     *
     * @return one JSON object on one line
     */
    public String toJson() {
        return json;
    }

    /**
     * For people.
     *
     * @return the same as {@link #text()}
     */
    @Override
    public String toString() {
        return text;
    }
}
