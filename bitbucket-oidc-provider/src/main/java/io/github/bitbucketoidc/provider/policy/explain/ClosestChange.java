package io.github.bitbucketoidc.provider.policy.explain;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.analysis.Alternative;
import io.github.bitbucketoidc.core.filter.analysis.FilterAnalysis;
import io.github.bitbucketoidc.core.filter.analysis.Literal;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.util.List;

/**
 * The smallest change of a token's claims with which a grant would apply: of its alternatives the one that lacks the fewest
 * conditions and can be had. What is suggested was tried: the grant is YES on the changed claims.
 *
 * @param grant the grant
 * @param distance how many conditions are in the way; large when nothing simple would do
 * @param changes what would have to hold; empty when nothing simple would do
 */
record ClosestChange(Grant grant, int distance, List<ClosestChange.Change> changes) {

    /**
     * One condition that is in the way.
     *
     * @param wanted what would have to hold
     * @param absent whether the token does not have the claim
     */
    record Change(Literal wanted, boolean absent) {}

    private static final int FAR = 1000;

    static ClosestChange of(Grant grant, Claims claims) {
        ClosestChange closest = new ClosestChange(grant, FAR, List.of());
        for (Alternative alternative : FilterAnalysis.alternatives(grant.when()).orElse(List.of())) {
            List<Literal> unmet = alternative.unmet(claims);
            if (unmet.size() < closest.distance
                    && grant.when().evaluate(ClaimChanges.with(claims, unmet)) == Outcome.YES) {
                closest = new ClosestChange(
                        grant,
                        unmet.size(),
                        unmet.stream()
                                .map(literal -> new Change(
                                        literal,
                                        claims.kind(literal.predicate().claim().name()) == Claims.Kind.ABSENT))
                                .toList());
            }
        }
        return closest;
    }
}
