package io.github.bitbucketoidc.core.claims.analysis;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimFilters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Negation normal form and disjunctive normal form. */
final class NormalForms {

    private NormalForms() {}

    static ClaimFilter negationsInward(ClaimFilter filter, boolean negated) {
        if (filter instanceof ClaimFilter.Not not) {
            return negationsInward(not.filter(), !negated);
        }
        if (filter instanceof ClaimFilter.And and) {
            List<ClaimFilter> members = inward(and.members(), negated);
            return negated ? ClaimFilters.anyOf(members) : ClaimFilters.allOf(members);
        }
        if (filter instanceof ClaimFilter.Or or) {
            List<ClaimFilter> members = inward(or.members(), negated);
            return negated ? ClaimFilters.allOf(members) : ClaimFilters.anyOf(members);
        }
        return negated ? opposite((ClaimFilter.Predicate) filter) : filter;
    }

    private static List<ClaimFilter> inward(List<ClaimFilter> members, boolean negated) {
        return members.stream().map(member -> negationsInward(member, negated)).toList();
    }

    private static ClaimFilter opposite(ClaimFilter.Predicate predicate) {
        if (predicate instanceof ClaimFilter.Present) {
            return new ClaimFilter.Absent(predicate.claim());
        }
        return predicate instanceof ClaimFilter.Absent
                ? new ClaimFilter.Present(predicate.claim())
                : new ClaimFilter.Not(predicate);
    }

    static Optional<List<Alternative>> alternatives(ClaimFilter filter, int most) {
        if (count(filter, false, most + 1) > most) {
            return Optional.empty();
        }
        ClaimFilter inward = negationsInward(filter, false);
        Set<Alternative> distinct = new LinkedHashSet<>();
        for (Set<Literal> literals : expand(inward)) {
            distinct.add(new Alternative(literals));
        }
        return Optional.of(List.copyOf(distinct));
    }

    /** How many alternatives there are, or the ceiling when there are at least that many. */
    static int count(ClaimFilter filter, boolean negated, int ceiling) {
        if (filter instanceof ClaimFilter.Not not) {
            return count(not.filter(), !negated, ceiling);
        }
        if (filter instanceof ClaimFilter.And and) {
            return count(and.members(), negated, !negated, ceiling);
        }
        return filter instanceof ClaimFilter.Or or ? count(or.members(), negated, negated, ceiling) : 1;
    }

    /** The negation of a disjunction is a conjunction, whose members' alternatives meet each with each. */
    private static int count(List<ClaimFilter> members, boolean negated, boolean conjunction, int ceiling) {
        long count = conjunction ? 1 : 0;
        for (ClaimFilter member : members) {
            int more = count(member, negated, ceiling);
            count = Math.min(ceiling, conjunction ? count * more : count + more);
        }
        return (int) count;
    }

    private static List<Set<Literal>> expand(ClaimFilter filter) {
        List<Set<Literal>> ways = new ArrayList<>();
        if (filter instanceof ClaimFilter.Or or) {
            or.members().forEach(member -> ways.addAll(expand(member)));
        } else if (filter instanceof ClaimFilter.And and) {
            ways.add(Set.of());
            for (ClaimFilter member : and.members()) {
                multiply(ways, expand(member));
            }
        } else {
            ways.add(Set.of(literal(filter)));
        }
        return ways;
    }

    private static void multiply(List<Set<Literal>> ways, List<Set<Literal>> factors) {
        List<Set<Literal>> product = new ArrayList<>(ways.size() * factors.size());
        for (Set<Literal> way : ways) {
            for (Set<Literal> factor : factors) {
                Set<Literal> both = new LinkedHashSet<>(way);
                both.addAll(factor);
                product.add(both);
            }
        }
        ways.clear();
        ways.addAll(product);
    }

    /** A leaf of a filter whose negations are inward. */
    static Literal literal(ClaimFilter leaf) {
        return leaf instanceof ClaimFilter.Not not
                ? new Literal((ClaimFilter.Predicate) not.filter(), true)
                : new Literal((ClaimFilter.Predicate) leaf, false);
    }
}
