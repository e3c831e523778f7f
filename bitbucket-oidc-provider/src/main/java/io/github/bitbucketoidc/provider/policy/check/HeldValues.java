package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values to which a condition holds claims: whenever it is YES, each of these claims has one of these values. Found in one
 * walk, without listing the alternatives.
 */
final class HeldValues {

    private HeldValues() {}

    static Map<ClaimRef, Set<ClaimValue>> of(ClaimFilter filter) {
        return of(filter, true);
    }

    private static Map<ClaimRef, Set<ClaimValue>> of(ClaimFilter filter, boolean positive) {
        if (filter instanceof ClaimFilter.Not not) {
            return of(not.filter(), !positive);
        }
        if (filter instanceof ClaimFilter.And and) {
            return positive ? every(and.members(), true) : some(and.members(), false);
        }
        if (filter instanceof ClaimFilter.Or or) {
            return positive ? some(or.members(), true) : every(or.members(), false);
        }
        if (positive && filter instanceof ClaimFilter.Is is) {
            return Map.of(is.claim(), Set.of(is.value()));
        }
        return positive && filter instanceof ClaimFilter.In in ? Map.of(in.claim(), in.values()) : Map.of();
    }

    /** All members hold: of two sets for one claim the smaller says enough. */
    private static Map<ClaimRef, Set<ClaimValue>> every(List<ClaimFilter> members, boolean positive) {
        Map<ClaimRef, Set<ClaimValue>> held = new HashMap<>(4);
        for (ClaimFilter member : members) {
            of(member, positive)
                    .forEach((claim, values) ->
                            held.merge(claim, values, (left, right) -> left.size() <= right.size() ? left : right));
        }
        return held;
    }

    /** One member holds, whichever it is: only a claim that each of them holds is held, to the values of them all. */
    private static Map<ClaimRef, Set<ClaimValue>> some(List<ClaimFilter> members, boolean positive) {
        Map<ClaimRef, Set<ClaimValue>> held = new HashMap<>(of(members.get(0), positive));
        for (ClaimFilter member : members.subList(1, members.size())) {
            Map<ClaimRef, Set<ClaimValue>> more = of(member, positive);
            held.keySet().retainAll(more.keySet());
            held.replaceAll((claim, values) -> {
                Set<ClaimValue> both = new HashSet<>(values);
                both.addAll(more.getOrDefault(claim, Set.of()));
                return both;
            });
        }
        return held;
    }
}
