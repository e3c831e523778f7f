package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import java.util.List;
import java.util.Optional;

/**
 * What can be known about a filter before any token comes. Stateless and safe for use by several threads.
 *
 * <pre>{@code
 * List<Alternative> ways = FilterAnalysis.alternatives(filter).orElseThrow();
 * boolean pinned = ways.stream().allMatch(way -> way.values(ClaimRef.of(ClaimWord.REPOSITORY)).isPresent());
 * }</pre>
 *
 * @since 0.1.0
 */
public final class FilterAnalysis {

    /** How many alternatives a filter may have; more are not listed. */
    public static final int MAX_ALTERNATIVES = 256;

    private FilterAnalysis() {}

    /**
     * The same filter with negations before predicates only (De Morgan), no double negation, and {@code is absent} for {@code not (.. is
     * present)} and the other way round. It has the same outcome, UNKNOWN included, on all claims.
     *
     * @param filter the filter
     * @return its negation normal form
     */
    public static ClaimFilter negationsInward(ClaimFilter filter) {
        return ClaimFilter.of(NormalForms.negationsInward(filter.condition()));
    }

    /**
     * The ways in which a filter can hold: its disjunctive normal form. It is YES exactly when one of them is. The number is counted
     * before any of them is made, so that a filter with 2^60 ways costs no more than one with two.
     *
     * @param filter the filter
     * @return the alternatives in the filter's order, none twice, unmodifiable; nothing when there are more than {@link
     *     #MAX_ALTERNATIVES}, counted before equal ones are dropped
     */
    public static Optional<List<Alternative>> alternatives(ClaimFilter filter) {
        return NormalForms.alternatives(filter.condition(), MAX_ALTERNATIVES);
    }

    /**
     * Whether {@link #alternatives} would list the alternatives of a filter, without listing them.
     *
     * @param filter the filter
     * @return {@code false} if there are more than {@link #MAX_ALTERNATIVES}
     */
    public static boolean hasFewAlternatives(ClaimFilter filter) {
        return NormalForms.count(filter.condition(), MAX_ALTERNATIVES + 1) <= MAX_ALTERNATIVES;
    }

    /**
     * The claim whose mere absence can make a denial apply, if there is one. A denial applies on YES and on UNKNOWN, so the question is
     * whether some claims exist under which the outcome is NO with the claim there, and is not NO once the claim is taken away:
     *
     * <ul>
     *   <li>{@code branch like "x"}, {@code branch is absent}, {@code not (branch is present and branch is "main")}: yes;
     *   <li>{@code branch is present and branch like "x"}: no, absence makes it NO;
     *   <li>{@code repository is X}: no, every verified token has a repository (see {@link ClaimRef#isAlwaysPresent}).
     * </ul>
     *
     * <p>Claims of a type that does not fit are left out of the question: they make every predicate UNKNOWN, also the guarded ones.
     *
     * <p>The answer is never a wrong "no". It may be a wrong "yes" where globs meet: patterns are taken to match independently of each
     * other; and for a filter on so many claims that not all cases can be looked at, unless each predicate on an optional claim stands
     * beside its own {@code ... is present}.
     *
     * @param filter the condition of a denial
     * @return the first such claim in the filter's order, or nothing
     */
    public static Optional<ClaimRef> appliesByAbsenceOf(ClaimFilter filter) {
        return new AbsenceCheck(filter.condition()).offender();
    }
}
