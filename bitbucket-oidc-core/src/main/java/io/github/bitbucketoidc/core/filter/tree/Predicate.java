package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A leaf of the tree: one question about one claim. It knows itself: whatever is asked of predicates is asked by a method here, which has
 * no answer until the predicate gives one, so that the compiler finds what a new predicate leaves open.
 */
public sealed interface Predicate extends Condition permits Leaf {

    /** The claim in question. */
    ClaimRef claim();

    /** How the question is written after the claim, without its values: {@code is}, {@code like}, {@code is present}. */
    String word();

    /** The canonical text; {@code named} says how each value is written. */
    String text(Function<ClaimValue, String> named);

    /** What would have to hold, or not to hold, in a sentence after "would apply if": {@code branch were not "main"}. */
    String phrase(boolean negated, Function<ClaimValue, String> named);

    /** The values of which the claim equals one whenever this is YES: what pins a rule. None if the predicate names no such values. */
    Set<ClaimValue> values();

    /** The values of which the claim is one, or holds one in its list, whenever this is YES. None if there are no such values. */
    Set<ClaimValue> keys();

    /** The texts in the predicate, as they were written: values, or a pattern. */
    List<String> texts();

    /** Whether a text of the claim satisfies one of {@link #texts()}, either of them perhaps altered to see what differs. */
    boolean accepts(String own, String actual);

    /** What holds where this does not; the negation, unless the language has a word for it. The same on every claim, UNKNOWN included. */
    Condition opposite();

    /**
     * The outcome for a text, or a UUID, that the predicate does not name.
     *
     * @return nothing if it depends on the text
     */
    Optional<Outcome> ofUnnamedText();

    /**
     * A value of the claim with which the predicate holds, or probably does not hold.
     *
     * @return nothing if the claim must be absent for that
     */
    Optional<ClaimValue> witness(boolean holds);

    /** Values at which the predicate changes its mind, the most typical first; perhaps none. What is right beside them is not listed. */
    List<ClaimValue> samples();
}
