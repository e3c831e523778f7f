package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Negation normal form and disjunctive normal form. */
final class NormalForms {

    private NormalForms() {}

    private static final Condition.Fold<Condition> INWARD = new Condition.Fold<>() {
        @Override
        public Condition literal(Predicate predicate, boolean negated) {
            return negated ? predicate.opposite() : predicate;
        }

        @Override
        public Condition all(List<Condition> parts) {
            return Condition.allOf(parts);
        }

        @Override
        public Condition any(List<Condition> parts) {
            return Condition.anyOf(parts);
        }
    };

    /** The ways in which a condition whose negations are inward can hold. */
    private static final Condition.Fold<List<Set<Literal>>> WAYS = new Condition.Fold<>() {
        @Override
        public List<Set<Literal>> literal(Predicate predicate, boolean negated) {
            return List.of(Set.of(new Literal(predicate, negated)));
        }

        @Override
        public List<Set<Literal>> all(List<List<Set<Literal>>> parts) {
            List<Set<Literal>> ways = List.of(Set.of());
            for (List<Set<Literal>> factors : parts) {
                ways = product(ways, factors);
            }
            return ways;
        }

        @Override
        public List<Set<Literal>> any(List<List<Set<Literal>>> parts) {
            return parts.stream().flatMap(List::stream).toList();
        }
    };

    static Condition negationsInward(Condition condition) {
        return condition.fold(INWARD);
    }

    static Optional<List<Alternative>> alternatives(Condition condition, int most) {
        if (count(condition, most + 1) > most) {
            return Optional.empty();
        }
        Set<Alternative> distinct = new LinkedHashSet<>();
        for (Set<Literal> literals : negationsInward(condition).fold(WAYS)) {
            distinct.add(new Alternative(literals));
        }
        return Optional.of(List.copyOf(distinct));
    }

    /** How many alternatives there are, or the ceiling when there are at least that many. */
    static int count(Condition condition, int ceiling) {
        return condition.fold(new Condition.Fold<Integer>() {
            @Override
            public Integer literal(Predicate predicate, boolean negated) {
                return 1;
            }

            /** The alternatives of the members meet each with each. */
            @Override
            public Integer all(List<Integer> parts) {
                long count = 1;
                for (int part : parts) {
                    count = Math.min(ceiling, count * part);
                }
                return (int) count;
            }

            @Override
            public Integer any(List<Integer> parts) {
                long count = 0;
                for (int part : parts) {
                    count = Math.min(ceiling, count + part);
                }
                return (int) count;
            }
        });
    }

    private static List<Set<Literal>> product(List<Set<Literal>> ways, List<Set<Literal>> factors) {
        List<Set<Literal>> product = new ArrayList<>(ways.size() * factors.size());
        for (Set<Literal> way : ways) {
            for (Set<Literal> factor : factors) {
                Set<Literal> both = new LinkedHashSet<>(way);
                both.addAll(factor);
                product.add(both);
            }
        }
        return product;
    }
}
