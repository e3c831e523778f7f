package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.List;

/**
 * Questions about the audiences, of which a token can have several; made by {@link ClaimFilters}. Immutable, safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class AudienceClaim {

    AudienceClaim() {}

    /**
     * {@code audience has v}: it is one of the token's audiences.
     *
     * @param audience the whole audience
     * @return the predicate
     */
    public ClaimFilter has(String audience) {
        return ClaimFilter.of(Operator.HAS, ClaimRef.of(ClaimWord.AUDIENCE), List.of(new ClaimValue.Text(audience)));
    }
}
