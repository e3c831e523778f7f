package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.Arrays;
import java.util.List;

/**
 * Questions about a claim that has no word: a text, a whole number, or true or false; made by {@link ClaimFilters}. Immutable, safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class FreeClaim extends TextClaim {

    FreeClaim(ClaimRef claim) {
        super(claim);
    }

    /**
     * {@code claim "n" is true}.
     *
     * @param flag the value
     * @return the predicate; UNKNOWN for a claim that is text, also {@code "true"}
     */
    public ClaimFilter is(boolean flag) {
        return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Flag(flag)));
    }

    /**
     * {@code claim "n" is 5}.
     *
     * @param number the value
     * @return the predicate; UNKNOWN for a claim that is text, also {@code "5"}
     */
    public ClaimFilter is(long number) {
        return ClaimFilter.of(Operator.IS, claim, List.of(new ClaimValue.Whole(number)));
    }

    /**
     * {@code claim "n" in [5, 6]}.
     *
     * @param numbers at least one value
     * @return the predicate; an {@code is} when there is one distinct value
     */
    public ClaimFilter in(long... numbers) {
        return ClaimFilter.of(
                Operator.IN,
                claim,
                Arrays.stream(numbers).mapToObj(ClaimValue.Whole::new).toList());
    }
}
