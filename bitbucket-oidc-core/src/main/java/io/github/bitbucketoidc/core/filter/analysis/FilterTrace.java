package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
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
        filter.condition()
                .forEach((predicate, negated) -> collected.add(PredicateTrace.of(predicate, negated, claims)));
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
        return outcome == Outcome.YES
                ? Optional.empty()
                : Optional.of(filter.condition().fold(new InTheWay(claims)).first());
    }

    /**
     * What keeps a part from holding.
     *
     * @param count how many predicates would have to change at least
     * @param predicate the first of them, or any when there is none
     */
    private record Obstacle(int count, Predicate predicate, boolean negated, Claims claims) {
        PredicateTrace first() {
            return PredicateTrace.of(predicate, negated, claims);
        }
    }

    private record InTheWay(Claims claims) implements Condition.Fold<Obstacle> {

        @Override
        public Obstacle literal(Predicate predicate, boolean negated) {
            boolean met = predicate.evaluate(claims) == (negated ? Outcome.NO : Outcome.YES);
            return new Obstacle(met ? 0 : 1, predicate, negated, claims);
        }

        @Override
        public Obstacle all(List<Obstacle> parts) {
            Obstacle first =
                    parts.stream().filter(part -> part.count() > 0).findFirst().orElse(parts.get(0));
            int count = parts.stream().mapToInt(Obstacle::count).sum();
            return new Obstacle(count, first.predicate(), first.negated(), claims);
        }

        @Override
        public Obstacle any(List<Obstacle> parts) {
            return parts.stream().min(Comparator.comparingInt(Obstacle::count)).orElseThrow();
        }
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
