package io.github.bitbucketoidc.core.claims;

import java.util.Collection;
import java.util.stream.Stream;

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
        return new ClaimFilter.Is(claim, new ClaimValue.Text(text));
    }

    /**
     * {@code c in [..]}.
     *
     * @param texts at least one whole text
     * @return the predicate; an {@code is} when there is one distinct value
     */
    public ClaimFilter in(String... texts) {
        return ClaimFilters.textIn(claim, Stream.of(texts));
    }

    /**
     * {@code c in [..]}.
     *
     * @param texts at least one whole text
     * @return the predicate; an {@code is} when there is one distinct value
     */
    public ClaimFilter in(Collection<String> texts) {
        return ClaimFilters.textIn(claim, texts.stream());
    }

    /**
     * {@code c like "p"}: the whole text matches a glob.
     *
     * @param pattern the glob, see {@link Glob}
     * @return the predicate
     * @throws IllegalArgumentException if the pattern is empty, too long or not valid Unicode
     */
    public ClaimFilter like(String pattern) {
        return new ClaimFilter.Like(claim, Glob.of(pattern));
    }

    /**
     * {@code c is present}.
     *
     * @return the predicate
     */
    public ClaimFilter isPresent() {
        return new ClaimFilter.Present(claim);
    }

    /**
     * {@code c is absent}.
     *
     * @return the predicate
     */
    public ClaimFilter isAbsent() {
        return new ClaimFilter.Absent(claim);
    }
}
