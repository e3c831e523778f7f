package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the claims of a token: predicates under {@code not}, {@code and} and {@code or}. An immutable value, safe for use by
 * several threads.
 *
 * <p>It is built by the words of {@link ClaimFilters} or read from text; both are spellings of one tree, and
 * {@code parse(filter.toString())} equals {@code filter}. Filters are in normal form: {@code and} and {@code or} are flat, and a list of one
 * value is that value.
 *
 * <pre>{@code
 * ClaimFilter filter = ClaimFilter.parse("branch is \"main\" or branch like \"release/*\"");
 * boolean applies = filter.evaluate(claims) == Outcome.YES;
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ClaimFilter {

    /** How deep parentheses and {@code not} may be nested, in text and in a tree. */
    public static final int MAX_NESTING = Condition.MAX_NESTING;

    private final Condition condition;

    private ClaimFilter(Condition condition) {
        this.condition = Objects.requireNonNull(condition, "condition");
    }

    /**
     * Reads a filter that uses no aliases.
     *
     * @param text the filter
     * @return its tree
     * @throws FilterSyntaxException if it is not one; says where, what was expected, and how to fix it
     */
    public static ClaimFilter parse(String text) {
        return parse(text, Aliases.none());
    }

    /**
     * Reads a filter.
     *
     * @param text the filter
     * @param aliases the names that stand for UUIDs
     * @return its tree, in which the UUIDs have replaced the aliases
     * @throws FilterSyntaxException if it is not one; says where, what was expected, and how to fix it
     */
    public static ClaimFilter parse(String text, Aliases aliases) {
        return new ClaimFilter(new FilterParser(text, aliases).parse());
    }

    /**
     * A tree as a filter, for the modules that analyse trees.
     *
     * @param condition the tree
     * @return the filter
     */
    @SuppressWarnings("exports") // the tree is for neighbours
    public static ClaimFilter of(Condition condition) {
        return new ClaimFilter(condition);
    }

    static ClaimFilter of(Operator operator, ClaimRef claim, List<? extends ClaimValue> values) {
        return new ClaimFilter(operator.about(claim, values));
    }

    /**
     * The tree, for the modules that analyse it.
     *
     * @return its root
     */
    @SuppressWarnings("exports") // the tree is for neighbours
    public Condition condition() {
        return condition;
    }

    /**
     * Says whether the condition holds. A grant applies only on {@link Outcome#YES}; a denial applies on {@link Outcome#UNKNOWN} too.
     *
     * @param claims the claims to look at
     * @return YES or NO when the claims that decide are there and of a type that fits, else UNKNOWN
     */
    public Outcome evaluate(Claims claims) {
        return condition.evaluate(claims);
    }

    /**
     * Says whether the condition surely holds for a token, as it must for a grant.
     *
     * @param token whose claims to look at, for example a verified token
     * @return whether {@link #evaluate} says {@link Outcome#YES}
     */
    public boolean matches(Claims.Source token) {
        return evaluate(token.claims()) == Outcome.YES;
    }

    /**
     * This condition and another.
     *
     * @param other the other condition
     * @return the conjunction, flattened
     * @throws IllegalArgumentException if it would be nested deeper than {@link #MAX_NESTING}
     */
    public ClaimFilter and(ClaimFilter other) {
        return ClaimFilter.of(Condition.allOf(List.of(condition, Objects.requireNonNull(other, "filter").condition)));
    }

    /**
     * This condition or another.
     *
     * @param other the other condition
     * @return the disjunction, flattened; no deeper than its members
     */
    public ClaimFilter or(ClaimFilter other) {
        return ClaimFilter.of(Condition.anyOf(List.of(condition, Objects.requireNonNull(other, "filter").condition)));
    }

    /**
     * The opposite: absence satisfies neither this condition nor its opposite.
     *
     * @return the negation
     * @throws IllegalArgumentException if it would be nested deeper than {@link #MAX_NESTING}
     */
    public ClaimFilter negate() {
        return new ClaimFilter(condition.negate());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClaimFilter filter && filter.condition.equals(condition);
    }

    @Override
    public int hashCode() {
        return condition.hashCode();
    }

    /**
     * The one canonical text: single spaces, no parentheses that could be left out, UUIDs in place of aliases.
     *
     * @return text that {@link #parse(String)} reads
     */
    @Override
    public String toString() {
        return condition.toString();
    }
}
