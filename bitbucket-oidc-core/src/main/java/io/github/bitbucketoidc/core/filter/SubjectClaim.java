package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.List;
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
        return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Text(subject)));
    }

    /**
     * {@code subject in [..]}.
     *
     * @param subjects at least one whole subject
     * @return the predicate; an {@code is} when there is one distinct value
     */
    public ClaimFilter in(String... subjects) {
        return ClaimFilter.of(
                Operator.IN,
                claim,
                Stream.of(subjects).map(ClaimValue.Text::new).toList());
    }
}
