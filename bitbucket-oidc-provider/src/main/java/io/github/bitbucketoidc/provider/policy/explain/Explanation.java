package io.github.bitbucketoidc.provider.policy.explain;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.provider.names.NameTable;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Why a decision came out as it did: for each grant and denial that applied or came near, what each condition expected, what
 * the token had, and the smallest change of claims that would have granted. For operators: it names rules and claims, so it
 * must never reach a caller. Immutable, thread-safe.
 *
 * @since 0.1.0
 */
public final class Explanation {

    private final List<ExplainedRule> grants;
    private final List<ExplainedRule> denials;
    private final ExplanationWords words;
    private final String digest;

    private Explanation(
            List<ExplainedRule> grants, List<ExplainedRule> denials, ExplanationWords words, String digest) {
        this.grants = grants;
        this.denials = denials;
        this.words = words;
        this.digest = digest;
    }

    /**
     * For this module alone, which exports no {@link NameTable}: everybody else asks a decision.
     *
     * @param grants those of the policy, in its order
     * @param denials those of the policy, in its order
     * @param names what the policy calls its UUIDs
     * @param digest which version of the policy this is
     * @param claims what the decision was made on
     * @param now when it was made
     * @return why it came out as it did
     */
    @SuppressWarnings("exports")
    public static Explanation of(
            Collection<Grant> grants,
            Collection<Denial> denials,
            NameTable names,
            String digest,
            Claims claims,
            Instant now) {
        return new Explanation(
                ExplainedRule.grants(grants, claims, now),
                ExplainedRule.denials(denials, claims),
                new ExplanationWords(names),
                digest);
    }

    List<ExplainedRule> grants() {
        return grants;
    }

    List<ExplainedRule> denials() {
        return denials;
    }

    /**
     * For people.
     *
     * @return several lines: the grants, then the denials, each with those that apply first and at most ten others
     */
    public String text() {
        return words.text(grants, denials);
    }

    /**
     * For tools: an object with {@code version} (1), {@code policy} (its digest), {@code grants} and {@code denials}. Each rule
     * has {@code name}, {@code line}, {@code shadow}, {@code outcome} (YES, NO, UNKNOWN), {@code applies}, {@code lapsed},
     * {@code predicates} (of {@code claim}, {@code expected}, {@code actual}, {@code outcome}, {@code negated}, {@code met},
     * {@code lookAlikes}), {@code firstDivergence} (an index, or -1) and {@code wouldApplyIf} (texts). Members may be added in
     * later versions; none changes or goes away.
     *
     * @return one JSON object on one line
     */
    public String toJson() {
        return ExplanationJson.write(grants, denials, words, digest);
    }

    /**
     * For people.
     *
     * @return the same as {@link #text()}
     */
    @Override
    public String toString() {
        return text();
    }
}
