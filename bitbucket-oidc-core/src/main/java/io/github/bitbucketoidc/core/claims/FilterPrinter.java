package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.text.Quoting;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the one canonical text of a filter: single spaces, no parentheses that could be left out, UUIDs in place of aliases. */
final class FilterPrinter {

    private FilterPrinter() {}

    static String print(ClaimFilter filter) {
        if (filter instanceof ClaimFilter.Predicate predicate) {
            return predicate(predicate);
        }
        if (filter instanceof ClaimFilter.Not not) {
            boolean atom = !(not.filter() instanceof ClaimFilter.And || not.filter() instanceof ClaimFilter.Or);
            return atom ? "not " + print(not.filter()) : "not (" + print(not.filter()) + ")";
        }
        if (filter instanceof ClaimFilter.And and) {
            return join(and.members(), " and ", true);
        }
        return join(((ClaimFilter.Or) filter).members(), " or ", false);
    }

    private static String join(List<ClaimFilter> members, String operator, boolean wrapOr) {
        return members.stream()
                .map(member -> wrapOr && member instanceof ClaimFilter.Or ? "(" + print(member) + ")" : print(member))
                .collect(Collectors.joining(operator));
    }

    private static String predicate(ClaimFilter.Predicate predicate) {
        if (predicate instanceof ClaimFilter.Is is) {
            return is.claim() + " is " + is.value();
        }
        if (predicate instanceof ClaimFilter.In in) {
            return in.claim()
                    + in.values().stream().map(Object::toString).collect(Collectors.joining(", ", " in [", "]"));
        }
        if (predicate instanceof ClaimFilter.Like like) {
            return like.claim() + " like " + Quoting.quote(like.pattern().pattern());
        }
        if (predicate instanceof ClaimFilter.Has has) {
            return has.claim() + " has " + has.value();
        }
        return predicate.claim() + (predicate instanceof ClaimFilter.Present ? " is present" : " is absent");
    }

    /**
     * How deep the parentheses and the {@code not} of a filter's canonical text are nested. Bounded, so that neither reading nor walking a
     * tree can exhaust the stack, and so that every tree that can be made can be read back.
     */
    static final class Nesting {

        private Nesting() {}

        static int of(ClaimFilter filter) {
            if (filter instanceof ClaimFilter.Not not) {
                return ofNot(not.filter());
            }
            if (filter instanceof ClaimFilter.And and) {
                return ofAnd(and.members());
            }
            return filter instanceof ClaimFilter.Or or ? ofOr(or.members()) : 0;
        }

        static int ofNot(ClaimFilter filter) {
            boolean parentheses = filter instanceof ClaimFilter.And || filter instanceof ClaimFilter.Or;
            return of(filter) + (parentheses ? 2 : 1);
        }

        static int ofAnd(List<ClaimFilter> members) {
            int deepest = 0;
            for (ClaimFilter member : members) {
                deepest = Math.max(deepest, of(member) + (member instanceof ClaimFilter.Or ? 1 : 0));
            }
            return deepest;
        }

        static int ofOr(List<ClaimFilter> members) {
            int deepest = 0;
            for (ClaimFilter member : members) {
                deepest = Math.max(deepest, of(member));
            }
            return deepest;
        }

        static void check(int nesting) {
            if (nesting > ClaimFilter.MAX_NESTING) {
                throw new IllegalArgumentException(
                        "a filter nests parentheses and `not` at most " + ClaimFilter.MAX_NESTING + " deep");
            }
        }

        static List<ClaimFilter> checkMembers(List<ClaimFilter> members, Class<? extends ClaimFilter> kind) {
            if (members.size() < 2) {
                throw new IllegalArgumentException(kind.getSimpleName() + " needs at least two members");
            }
            boolean flat = true;
            for (ClaimFilter member : members) {
                flat &= !kind.isInstance(member);
            }
            if (!flat) {
                throw new IllegalArgumentException(
                        "a member of " + kind.getSimpleName() + " is not one again: flatten it");
            }
            return List.copyOf(members);
        }
    }
}
