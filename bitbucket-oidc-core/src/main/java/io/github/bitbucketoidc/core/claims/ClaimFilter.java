package io.github.bitbucketoidc.core.claims;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A condition on the claims of a token: an immutable tree of predicates under {@code not}, {@code and} and {@code or}. A value, safe
 * for use by several threads.
 *
 * <p>It is built by the words of {@link ClaimFilters} or read from text; both are spellings of one tree, and
 * {@code parse(filter.toString())} equals {@code filter}. Every tree that can be made is in normal form: members of {@link And} and
 * {@link Or} are at least two, in the order in which they were written, and never of the same kind again; {@link In} has at least two
 * values (one makes an {@link Is}).
 *
 * <pre>{@code
 * ClaimFilter filter = ClaimFilter.parse("branch is \"main\" or branch like \"release/*\"");
 * boolean applies = filter.evaluate(claims) == Outcome.YES;
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface ClaimFilter {

    /** How deep parentheses and {@code not} may be nested, in text and in a tree. */
    int MAX_NESTING = 64;

    /**
     * Says whether the condition holds. A grant applies only on {@link Outcome#YES}; a denial applies on {@link Outcome#UNKNOWN} too.
     *
     * @param claims the claims to look at
     * @return YES or NO when the claims that decide are there and of a type that fits, else UNKNOWN
     */
    Outcome evaluate(Claims claims);

    /**
     * Says whether the condition surely holds for a token, as it must for a grant.
     *
     * @param token whose claims to look at, for example a verified token
     * @return whether {@link #evaluate} says {@link Outcome#YES}
     */
    default boolean matches(Claims.Source token) {
        return evaluate(token.claims()) == Outcome.YES;
    }

    /**
     * Reads a filter that uses no aliases.
     *
     * @param text the filter
     * @return its tree
     * @throws FilterSyntaxException if it is not one; says where, what was expected, and how to fix it
     */
    static ClaimFilter parse(String text) {
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
    static ClaimFilter parse(String text, Aliases aliases) {
        return new FilterParser(text, aliases).parse();
    }

    /**
     * This condition and another.
     *
     * @param other the other condition
     * @return the conjunction, flattened
     * @throws IllegalArgumentException if it would be nested deeper than {@link #MAX_NESTING}
     */
    default ClaimFilter and(ClaimFilter other) {
        return ClaimFilters.allOf(this, other);
    }

    /**
     * This condition or another.
     *
     * @param other the other condition
     * @return the disjunction, flattened; no deeper than its members
     */
    default ClaimFilter or(ClaimFilter other) {
        return ClaimFilters.anyOf(this, other);
    }

    /**
     * The opposite: absence satisfies neither this condition nor its opposite.
     *
     * @return the negation
     * @throws IllegalArgumentException if it would be nested deeper than {@link #MAX_NESTING}
     */
    default ClaimFilter negate() {
        return new Not(this);
    }

    /** A leaf of the tree: one question about one claim. */
    sealed interface Predicate extends ClaimFilter {

        /**
         * The claim in question.
         *
         * @return the claim
         */
        ClaimRef claim();
    }

    /**
     * {@code c is v}: the claim equals the value.
     *
     * @param claim the claim
     * @param value the value, of a type that the claim can have, not an empty text
     */
    record Is(ClaimRef claim, ClaimValue value) implements Predicate {
        /**
         * Checks that the claim can have the value.
         *
         * @param claim the claim
         * @param value the value
         * @throws IllegalArgumentException if it cannot, or the value is an empty text or not valid Unicode
         */
        public Is {
            claim.check(Operator.IS);
            claim.check(value);
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return Evaluation.oneOf(claims, claim, value.getClass(), value::equals);
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code c in [..]}: the claim equals one of the values.
     *
     * @param claim the claim
     * @param values at least two values of one type, in the order in which they were written (which does not count for equality)
     */
    record In(ClaimRef claim, Set<ClaimValue> values) implements Predicate {
        /**
         * Checks that the claim can have the values.
         *
         * @param claim the claim
         * @param values the values
         * @throws IllegalArgumentException if it cannot, if there are fewer than two, or if they are not of one type
         */
        public In {
            claim.check(Operator.IN);
            values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
            if (values.size() < 2) {
                throw new IllegalArgumentException("`in` needs at least two values; ClaimFilters takes one or more");
            }
            values.forEach(claim::check);
            Class<?> type = values.iterator().next().getClass();
            if (!values.stream().allMatch(type::isInstance)) {
                throw new IllegalArgumentException(
                        "the values of one `in` are all texts, all numbers, or all true and false");
            }
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return Evaluation.oneOf(claims, claim, values.iterator().next().getClass(), values::contains);
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code c like "p"}: the whole text of the claim matches the glob.
     *
     * @param claim the claim: {@code branch} or one without a word
     * @param pattern the glob
     */
    record Like(ClaimRef claim, Glob pattern) implements Predicate {
        /**
         * Checks that the claim can be matched by a glob.
         *
         * @param claim the claim
         * @param pattern the glob
         * @throws IllegalArgumentException if it cannot
         */
        public Like {
            claim.check(Operator.LIKE);
            Objects.requireNonNull(pattern, "pattern");
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return Evaluation.like(claims, claim, pattern);
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code c is present}: the claim is there, of a type that fits.
     *
     * @param claim the claim; {@code subject} and {@code audience} are always there and cannot be asked
     */
    record Present(ClaimRef claim) implements Predicate {
        /**
         * Checks that the claim can be absent at all.
         *
         * @param claim the claim
         * @throws IllegalArgumentException if it is {@code subject} or {@code audience}
         */
        public Present {
            claim.check(Operator.PRESENT);
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return Evaluation.presence(claims, claim);
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code c is absent}: the claim is missing or JSON {@code null}.
     *
     * @param claim the claim; {@code subject} and {@code audience} are always there and cannot be asked
     */
    record Absent(ClaimRef claim) implements Predicate {
        /**
         * Checks that the claim can be absent at all.
         *
         * @param claim the claim
         * @throws IllegalArgumentException if it is {@code subject} or {@code audience}
         */
        public Absent {
            claim.check(Operator.ABSENT);
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return Evaluation.presence(claims, claim).not();
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code audience has v}: one of the token's audiences equals the text.
     *
     * @param value the audience, not empty
     */
    record Has(ClaimValue.Text value) implements Predicate {
        /**
         * Checks the text.
         *
         * @param value the value
         * @throws IllegalArgumentException if it is empty or not valid Unicode
         */
        public Has {
            ClaimRef.of(ClaimWord.AUDIENCE).check(value);
        }

        @Override
        public ClaimRef claim() {
            return ClaimRef.of(ClaimWord.AUDIENCE);
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return Evaluation.audienceHas(claims, value.value());
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code not f}.
     *
     * @param filter the condition that must not hold
     */
    record Not(ClaimFilter filter) implements ClaimFilter {
        /**
         * Checks the depth.
         *
         * @param filter the condition
         * @throws IllegalArgumentException if it would be nested deeper than {@link #MAX_NESTING}
         */
        public Not {
            FilterPrinter.Nesting.check(FilterPrinter.Nesting.ofNot(Objects.requireNonNull(filter, "filter")));
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return filter.evaluate(claims).not();
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code f and g}. {@link ClaimFilters#allOf} flattens and takes any number from one up.
     *
     * @param members at least two, none of them an {@code And}
     */
    record And(List<ClaimFilter> members) implements ClaimFilter {
        /**
         * Checks the normal form.
         *
         * @param members the conditions
         * @throws IllegalArgumentException if there are fewer than two members, one is an {@code And}, or it would be nested deeper
         *     than {@link #MAX_NESTING}
         */
        public And {
            members = FilterPrinter.Nesting.checkMembers(members, And.class);
            FilterPrinter.Nesting.check(FilterPrinter.Nesting.ofAnd(members));
        }

        @Override
        public Outcome evaluate(Claims claims) {
            Outcome outcome = Outcome.YES;
            for (ClaimFilter member : members) {
                outcome = outcome.and(member.evaluate(claims));
                if (outcome == Outcome.NO) {
                    return outcome;
                }
            }
            return outcome;
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }

    /**
     * {@code f or g}. {@link ClaimFilters#anyOf} flattens and takes any number from one up.
     *
     * @param members at least two, none of them an {@code Or}
     */
    record Or(List<ClaimFilter> members) implements ClaimFilter {
        /**
         * Checks the normal form.
         *
         * @param members the conditions
         * @throws IllegalArgumentException if there are fewer than two members, or one is an {@code Or}
         */
        public Or {
            // Nests no deeper than its members, which were checked.
            members = FilterPrinter.Nesting.checkMembers(members, Or.class);
        }

        @Override
        public Outcome evaluate(Claims claims) {
            Outcome outcome = Outcome.NO;
            for (ClaimFilter member : members) {
                outcome = outcome.or(member.evaluate(claims));
                if (outcome == Outcome.YES) {
                    return outcome;
                }
            }
            return outcome;
        }

        @Override
        public String toString() {
            return FilterPrinter.print(this);
        }
    }
}
