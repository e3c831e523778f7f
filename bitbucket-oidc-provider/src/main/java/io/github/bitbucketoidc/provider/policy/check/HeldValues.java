package io.github.bitbucketoidc.provider.policy.check;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
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

    private static final Condition.Fold<Map<ClaimRef, Set<ClaimValue>>> HELD = new Condition.Fold<>() {
        @Override
        public Map<ClaimRef, Set<ClaimValue>> literal(Predicate predicate, boolean negated) {
            return negated || predicate.values().isEmpty() ? Map.of() : Map.of(predicate.claim(), predicate.values());
        }

        /** All parts hold: of two sets for one claim the smaller says enough. */
        @Override
        public Map<ClaimRef, Set<ClaimValue>> all(List<Map<ClaimRef, Set<ClaimValue>>> parts) {
            Map<ClaimRef, Set<ClaimValue>> held = new HashMap<>(4);
            for (Map<ClaimRef, Set<ClaimValue>> part : parts) {
                part.forEach((claim, values) ->
                        held.merge(claim, values, (left, right) -> left.size() <= right.size() ? left : right));
            }
            return held;
        }

        /** One part holds, whichever it is: only a claim that each of them holds is held, to the values of them all. */
        @Override
        public Map<ClaimRef, Set<ClaimValue>> any(List<Map<ClaimRef, Set<ClaimValue>>> parts) {
            Map<ClaimRef, Set<ClaimValue>> held = new HashMap<>(parts.get(0));
            for (Map<ClaimRef, Set<ClaimValue>> more : parts.subList(1, parts.size())) {
                held.keySet().retainAll(more.keySet());
                held.replaceAll((claim, values) -> {
                    Set<ClaimValue> both = new HashSet<>(values);
                    both.addAll(more.getOrDefault(claim, Set.of()));
                    return both;
                });
            }
            return held;
        }
    };

    private HeldValues() {}

    static Map<ClaimRef, Set<ClaimValue>> of(ClaimFilter filter) {
        return filter.condition().fold(HELD);
    }
}
