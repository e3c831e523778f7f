package io.github.bitbucketoidc.core.claims.analysis;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a filter came to its outcome: every predicate with what it expected and what the token had. Made only on request; deciding needs
 * none of it. For operators, never for callers. Immutable, safe for use by several threads.
 *
 * <pre>{@code
 * FilterTrace.of(filter, claims).firstDivergence().ifPresent(predicate ->
 *         log.info("{} expected, {} found", predicate.expected(), predicate.actual()));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class FilterTrace {

    private final ClaimFilter filter;
    private final Claims claims;
    private final Outcome outcome;
    private final List<PredicateTrace> predicates;

    private FilterTrace(ClaimFilter filter, Claims claims) {
        this.filter = Objects.requireNonNull(filter, "filter");
        this.claims = Objects.requireNonNull(claims, "claims");
        this.outcome = filter.evaluate(claims);
        List<PredicateTrace> collected = new ArrayList<>();
        collect(filter, false, collected);
        this.predicates = List.copyOf(collected);
    }

    /**
     * Evaluates a filter and keeps notes.
     *
     * @param filter the filter
     * @param claims the claims to look at
     * @return the notes
     */
    public static FilterTrace of(ClaimFilter filter, Claims claims) {
        return new FilterTrace(filter, claims);
    }

    private void collect(ClaimFilter part, boolean negated, List<PredicateTrace> collected) {
        if (part instanceof ClaimFilter.Not not) {
            collect(not.filter(), !negated, collected);
        } else if (part instanceof ClaimFilter.And and) {
            and.members().forEach(member -> collect(member, negated, collected));
        } else if (part instanceof ClaimFilter.Or or) {
            or.members().forEach(member -> collect(member, negated, collected));
        } else {
            collected.add(PredicateTrace.of((ClaimFilter.Predicate) part, negated, claims));
        }
    }

    /**
     * The filter.
     *
     * @return what was evaluated
     */
    public ClaimFilter filter() {
        return filter;
    }

    /**
     * The filter's outcome.
     *
     * @return the same as {@link ClaimFilter#evaluate}
     */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * All predicates, also those that evaluation would not have come to.
     *
     * @return in the filter's order, unmodifiable
     */
    public List<PredicateTrace> predicates() {
        return predicates;
    }

    /**
     * The first predicate that keeps the filter from YES. Where an {@code or} fails, its member with the fewest predicates in the way is
     * looked at, the first of those that have equally few.
     *
     * @return the predicate, or nothing when the filter is YES
     */
    public Optional<PredicateTrace> firstDivergence() {
        return outcome == Outcome.YES ? Optional.empty() : Optional.of(first(filter, false));
    }

    private PredicateTrace first(ClaimFilter part, boolean negated) {
        if (part instanceof ClaimFilter.Not not) {
            return first(not.filter(), !negated);
        }
        List<ClaimFilter> members = members(part);
        if (members.isEmpty()) {
            return PredicateTrace.of((ClaimFilter.Predicate) part, negated, claims);
        }
        ClaimFilter culprit = needsAll(part, negated)
                ? members.stream()
                        .filter(member -> inTheWay(member, negated) > 0)
                        .findFirst()
                        .orElseThrow()
                : members.stream()
                        .min(Comparator.comparingInt(member -> inTheWay(member, negated)))
                        .orElseThrow();
        return first(culprit, negated);
    }

    /** How many predicates would have to change at least. */
    private int inTheWay(ClaimFilter part, boolean negated) {
        if (part instanceof ClaimFilter.Not not) {
            return inTheWay(not.filter(), !negated);
        }
        List<ClaimFilter> members = members(part);
        if (members.isEmpty()) {
            return part.evaluate(claims) == (negated ? Outcome.NO : Outcome.YES) ? 0 : 1;
        }
        return needsAll(part, negated)
                ? members.stream().mapToInt(member -> inTheWay(member, negated)).sum()
                : members.stream()
                        .mapToInt(member -> inTheWay(member, negated))
                        .min()
                        .orElseThrow();
    }

    private static boolean needsAll(ClaimFilter part, boolean negated) {
        return part instanceof ClaimFilter.And != negated;
    }

    private static List<ClaimFilter> members(ClaimFilter part) {
        if (part instanceof ClaimFilter.And and) {
            return and.members();
        }
        return part instanceof ClaimFilter.Or or ? or.members() : List.of();
    }

    /**
     * The filter and its outcome, without claim values.
     *
     * @return for example {@code branch is "main": NO}
     */
    @Override
    public String toString() {
        return filter + ": " + outcome;
    }
}
