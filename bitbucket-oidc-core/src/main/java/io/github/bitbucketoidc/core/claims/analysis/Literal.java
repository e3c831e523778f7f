package io.github.bitbucketoidc.core.claims.analysis;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.Objects;

/**
 * A predicate or its negation: what {@code and} and {@code or} join once negations are pushed inward. Immutable, a value.
 *
 * @param predicate the predicate
 * @param negated whether it must not hold
 * @since 0.1.0
 */
public record Literal(ClaimFilter.Predicate predicate, boolean negated) {

    /**
     * Checks for null.
     *
     * @param predicate the predicate
     * @param negated whether it must not hold
     */
    public Literal {
        Objects.requireNonNull(predicate, "predicate");
    }

    /**
     * Says whether the literal holds; absence satisfies no predicate and no negation but those that ask for it.
     *
     * @param claims the claims to look at
     * @return the predicate's outcome, turned round when it is negated
     */
    public Outcome evaluate(Claims claims) {
        Outcome outcome = predicate.evaluate(claims);
        return negated ? outcome.not() : outcome;
    }

    /**
     * The literal as a filter of its own.
     *
     * @return the predicate, or its negation
     */
    public ClaimFilter filter() {
        return negated ? predicate.negate() : predicate;
    }

    /**
     * The canonical text of {@link #filter()}.
     *
     * @return for example {@code not branch is "main"}
     */
    @Override
    public String toString() {
        return filter().toString();
    }
}
