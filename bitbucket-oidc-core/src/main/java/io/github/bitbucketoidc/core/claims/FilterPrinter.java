package io.github.bitbucketoidc.core.claims;

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
}
