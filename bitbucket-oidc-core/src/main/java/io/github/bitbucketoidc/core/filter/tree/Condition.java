package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A condition on claims, as a tree: an immutable value. Every tree that can be made is in normal form: members of {@link And} and {@link
 * Or} are at least two, in the order in which they were written, and never of the same kind again.
 *
 * <p>Whoever walks a tree passes what to do in each case, to {@link #fold} or to {@link #match}, so that none can be forgotten.
 */
public sealed interface Condition permits Predicate, Condition.Not, Condition.And, Condition.Or {

    /**
     * How deep parentheses and {@code not} may be nested, in text and in a tree, so that neither reading nor walking one can exhaust the
     * stack, and every tree that can be made can be read back.
     */
    int MAX_NESTING = 64;

    /** How tightly the parts of a condition's text hold together; what holds looser than what is around it stands in parentheses. */
    enum Binding {
        OR,
        AND,
        TIGHT
    }

    /** What to do with a condition, as it is written. */
    interface Cases<T> {
        T predicate(Predicate predicate);

        T not(Condition negated);

        T and(List<Condition> members);

        T or(List<Condition> members);
    }

    /** What comes of a condition when it comes of its parts, once negations are pushed inward (De Morgan). */
    interface Fold<T> {
        T literal(Predicate predicate, boolean negated);

        T all(List<T> parts);

        T any(List<T> parts);
    }

    /** What to do with each predicate; it is negated when an odd number of {@code not} stands before it. */
    interface Leaves {
        void leaf(Predicate predicate, boolean negated);
    }

    /** Says whether the condition holds: YES or NO when the claims that decide are there and of a type that fits, else UNKNOWN. */
    Outcome evaluate(Claims claims);

    /** Does what is to be done in this condition's case. */
    <T> T match(Cases<T> cases);

    /** How tightly the condition's text holds together. */
    Binding binding();

    /** How deep parentheses and {@code not} are nested in the condition's text. */
    int nesting();

    /** Builds a result from the leaves up; members are visited in their order, all of them. */
    default <T> T fold(Fold<T> fold) {
        return Walk.fold(this, false, fold);
    }

    /** Visits every predicate, in the order in which they are written. */
    default void forEach(Leaves action) {
        Walk.forEach(this, false, action);
    }

    /** The opposite: absence satisfies neither this condition nor its opposite. */
    default Condition negate() {
        return new Not(this);
    }

    /** The conjunction of at least one condition, flattened; the condition itself when there is one. */
    static Condition allOf(Collection<? extends Condition> conditions) {
        List<Condition> members = new ArrayList<>(conditions.size());
        for (Condition condition : conditions) {
            if (condition instanceof And and) {
                members.addAll(and.members());
            } else {
                members.add(Objects.requireNonNull(condition, "filter"));
            }
        }
        Walk.checkSome(members);
        return members.size() == 1 ? members.get(0) : new And(members);
    }

    /** The disjunction of at least one condition, flattened; the condition itself when there is one. */
    static Condition anyOf(Collection<? extends Condition> conditions) {
        List<Condition> members = new ArrayList<>(conditions.size());
        for (Condition condition : conditions) {
            if (condition instanceof Or or) {
                members.addAll(or.members());
            } else {
                members.add(Objects.requireNonNull(condition, "filter"));
            }
        }
        Walk.checkSome(members);
        return members.size() == 1 ? members.get(0) : new Or(members);
    }

    /** {@code not c}. */
    record Not(Condition negated) implements Condition {
        public Not {
            Objects.requireNonNull(negated, "filter");
            Walk.checkNesting(nestingOf(negated));
        }

        /** How deep the negation of a condition is nested. */
        public static int nestingOf(Condition negated) {
            return negated.nesting() + (negated.binding() == Binding.TIGHT ? 1 : 2);
        }

        @Override
        public Outcome evaluate(Claims claims) {
            return negated.evaluate(claims).not();
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.not(negated);
        }

        @Override
        public Binding binding() {
            return Binding.TIGHT;
        }

        @Override
        public int nesting() {
            return nestingOf(negated);
        }

        @Override
        public String toString() {
            return "not " + Walk.text(negated, Binding.TIGHT);
        }
    }

    /** {@code c and d}. */
    record And(List<Condition> members) implements Condition {
        public And {
            members = Walk.checkMembers(members, Binding.AND);
            Walk.checkNesting(nestingOf(members));
        }

        /** How deep the conjunction of some conditions is nested. */
        public static int nestingOf(List<? extends Condition> members) {
            int deepest = 0;
            for (Condition member : members) {
                deepest = Math.max(deepest, member.nesting() + (member.binding() == Binding.OR ? 1 : 0));
            }
            return deepest;
        }

        @Override
        public Outcome evaluate(Claims claims) {
            Outcome outcome = Outcome.YES;
            for (Condition member : members) {
                outcome = outcome.and(member.evaluate(claims));
                if (outcome == Outcome.NO) {
                    return outcome;
                }
            }
            return outcome;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.and(members);
        }

        @Override
        public Binding binding() {
            return Binding.AND;
        }

        @Override
        public int nesting() {
            return nestingOf(members);
        }

        @Override
        public String toString() {
            return members.stream()
                    .map(member -> Walk.text(member, Binding.AND))
                    .collect(Collectors.joining(" and "));
        }
    }

    /** {@code c or d}: nests no deeper than its members, which were checked. */
    record Or(List<Condition> members) implements Condition {
        public Or {
            members = Walk.checkMembers(members, Binding.OR);
        }

        @Override
        public Outcome evaluate(Claims claims) {
            Outcome outcome = Outcome.NO;
            for (Condition member : members) {
                outcome = outcome.or(member.evaluate(claims));
                if (outcome == Outcome.YES) {
                    return outcome;
                }
            }
            return outcome;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.or(members);
        }

        @Override
        public Binding binding() {
            return Binding.OR;
        }

        @Override
        public int nesting() {
            return members.stream().mapToInt(Condition::nesting).max().orElse(0);
        }

        @Override
        public String toString() {
            return members.stream().map(Condition::toString).collect(Collectors.joining(" or "));
        }
    }
}
