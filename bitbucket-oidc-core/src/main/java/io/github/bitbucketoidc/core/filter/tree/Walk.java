package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.filter.tree.Condition.Binding;
import io.github.bitbucketoidc.core.filter.tree.Condition.Cases;
import io.github.bitbucketoidc.core.filter.tree.Condition.Fold;
import io.github.bitbucketoidc.core.filter.tree.Condition.Leaves;
import java.util.ArrayList;
import java.util.List;

/** What is the same for all conditions that have parts: how they are walked, checked and written. */
final class Walk {

    private Walk() {}

    static <T> T fold(Condition condition, boolean negated, Fold<T> fold) {
        return condition.match(new Cases<>() {
            @Override
            public T predicate(Predicate predicate) {
                return fold.literal(predicate, negated);
            }

            @Override
            public T not(Condition inner) {
                return fold(inner, !negated, fold);
            }

            // The negation of a disjunction is a conjunction of negations.
            @Override
            public T and(List<Condition> members) {
                return negated ? fold.any(parts(members)) : fold.all(parts(members));
            }

            @Override
            public T or(List<Condition> members) {
                return negated ? fold.all(parts(members)) : fold.any(parts(members));
            }

            private List<T> parts(List<Condition> members) {
                List<T> parts = new ArrayList<>(members.size());
                for (Condition member : members) {
                    parts.add(fold(member, negated, fold));
                }
                return parts;
            }
        });
    }

    static void forEach(Condition condition, boolean negated, Leaves action) {
        condition.match(new Cases<Boolean>() {
            @Override
            public Boolean predicate(Predicate predicate) {
                action.leaf(predicate, negated);
                return true;
            }

            @Override
            public Boolean not(Condition inner) {
                forEach(inner, !negated, action);
                return true;
            }

            @Override
            public Boolean and(List<Condition> members) {
                members.forEach(member -> forEach(member, negated, action));
                return true;
            }

            @Override
            public Boolean or(List<Condition> members) {
                return and(members);
            }
        });
    }

    /** A part's text, in parentheses when it holds together looser than what is around it. */
    static String text(Condition part, Binding around) {
        return part.binding().compareTo(around) < 0 ? "(" + part + ")" : part.toString();
    }

    static void checkNesting(int nesting) {
        if (nesting > Condition.MAX_NESTING) {
            throw new IllegalArgumentException(
                    "a filter nests parentheses and `not` at most " + Condition.MAX_NESTING + " deep");
        }
    }

    static void checkSome(List<Condition> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least one condition is needed: nothing at all would mean everything or nothing");
        }
    }

    static List<Condition> checkMembers(List<Condition> members, Binding kind) {
        if (members.size() < 2) {
            throw new IllegalArgumentException("`and` and `or` need at least two members");
        }
        for (Condition member : members) {
            if (member.binding() == kind) {
                throw new IllegalArgumentException("a member of `and` or `or` is not one again: flatten it");
            }
        }
        return List.copyOf(members);
    }
}
