package io.github.bitbucketoidc.core.claims;

import java.util.stream.Stream;

/**
 * Questions about the subject: the discrete claims say more, and cannot be confused (attack row R1); made by {@link ClaimFilters}. Immutable, safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class SubjectClaim {

    private final ClaimRef claim = ClaimRef.of(ClaimWord.SUBJECT);

    SubjectClaim() {}

    /**
     * {@code subject is v}.
     *
     * @param subject the whole subject
     * @return the predicate
     */
    public ClaimFilter is(String subject) {
        return new ClaimFilter.Is(claim, new ClaimValue.Text(subject));
    }

    /**
     * {@code subject in [..]}.
     *
     * @param subjects at least one whole subject
     * @return the predicate; an {@code is} when there is one distinct value
     */
    public ClaimFilter in(String... subjects) {
        return ClaimFilters.textIn(claim, Stream.of(subjects));
    }
}
