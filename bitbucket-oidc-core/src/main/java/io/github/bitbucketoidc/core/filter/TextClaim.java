package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.Collection;
import java.util.List;

/**
 * Questions about a claim that is text; made by {@link ClaimFilters}. Immutable, safe for use by several threads.
 *
 * @since 0.1.0
 */
public sealed class TextClaim permits FreeClaim {

    /** The claim in question. */
    final ClaimRef claim;

    TextClaim(ClaimRef claim) {
        this.claim = claim;
    }

    /**
     * {@code c is "v"}: equal by code points, nothing trimmed, folded or normalised.
     *
     * @param text the whole text
     * @return the predicate
     */
    public ClaimFilter is(String text) {
        return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Text(text)));
    }

    /**
     * {@code c in [..]}.
     *
     * @param texts at least one whole text
     * @return the predicate; an {@code is} when there is one distinct value
     */
    public ClaimFilter in(String... texts) {
        return in(List.of(texts));
    }

    /**
     * {@code c in [..]}.
     *
     * @param texts at least one whole text
     * @return the predicate; an {@code is} when there is one distinct value
     */
    public ClaimFilter in(Collection<String> texts) {
        return ClaimFilter.of(
                Operator.IN, claim, texts.stream().map(ClaimValue.Text::new).toList());
    }

    /**
     * {@code c like "p"}: the whole text matches a glob.
     *
     * @param pattern the glob, see {@link io.github.bitbucketoidc.core.claims.Glob}
     * @return the predicate
     * @throws IllegalArgumentException if the pattern is empty, too long or not valid Unicode
     */
    public ClaimFilter like(String pattern) {
        return ClaimFilter.of(Operator.LIKE, claim, List.of(new ClaimValue.Text(pattern)));
    }

    /**
     * {@code c is present}.
     *
     * @return the predicate
     */
    public ClaimFilter isPresent() {
        return ClaimFilter.of(Operator.PRESENT, claim, List.of());
    }

    /**
     * {@code c is absent}.
     *
     * @return the predicate
     */
    public ClaimFilter isAbsent() {
        return ClaimFilter.of(Operator.ABSENT, claim, List.of());
    }
}
