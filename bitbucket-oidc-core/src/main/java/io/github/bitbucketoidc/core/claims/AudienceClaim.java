package io.github.bitbucketoidc.core.claims;

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
        return new ClaimFilter.Has(new ClaimValue.Text(audience));
    }
}
