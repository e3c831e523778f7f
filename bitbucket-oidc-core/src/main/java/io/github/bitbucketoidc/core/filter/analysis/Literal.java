package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.Objects;

/**
 * A predicate or its negation: what {@code and} and {@code or} join once negations are pushed inward. Immutable, a value.
 *
 * @param predicate the predicate
 * @param negated whether it must not hold
 * @since 0.1.0
 */
public record Literal(Predicate predicate, boolean negated) {

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
     * The literal as a condition of its own.
     *
     * @return the predicate, or its negation
     */
    public Condition condition() {
        return negated ? predicate.negate() : predicate;
    }

    /**
     * The canonical text of {@link #condition()}.
     *
     * @return for example {@code not branch is "main"}
     */
    @Override
    public String toString() {
        return condition().toString();
    }
}
