package io.github.bitbucketoidc.core.filter.analysis;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import io.github.bitbucketoidc.core.text.Quoting;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one predicate of a filter expected and what the token had. For operators, never for callers. Immutable, a value.
 *
 * @param predicate the predicate
 * @param negated whether an odd number of {@code not} stands before it, so that NO is what the filter asks for
 * @param outcome the predicate's own outcome, before any {@code not}
 * @param kind the type of the claim's value
 * @param actual the claim's value as a filter would write it, shortened; {@code absent} when it is not there
 * @param lookAlikes when value and claim only look the same: all that they differ in; else none
 * @since 0.1.0
 */
public record PredicateTrace(
        Predicate predicate,
        boolean negated,
        Outcome outcome,
        Claims.Kind kind,
        String actual,
        Set<LookAlike> lookAlikes) {

    /** Claims are chosen by strangers: what is shown of one is bounded (attack row H10). */
    private static final int SHOWN = 200;

    /**
     * Copies the set.
     *
     * @param predicate the predicate
     * @param negated whether it must not hold
     * @param outcome its own outcome
     * @param kind the type of the claim's value
     * @param actual the claim's value
     * @param lookAlikes the differences that are easily overlooked
     */
    public PredicateTrace {
        lookAlikes = lookAlikes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(lookAlikes));
    }

    static PredicateTrace of(Predicate predicate, boolean negated, Claims claims) {
        String name = predicate.claim().name();
        Outcome outcome = predicate.evaluate(claims);
        Set<LookAlike> lookAlikes = outcome == Outcome.YES ? Set.of() : LookAlikes.of(predicate, claims);
        return new PredicateTrace(predicate, negated, outcome, claims.kind(name), actual(claims, name), lookAlikes);
    }

    private static String actual(Claims claims, String name) {
        return switch (claims.kind(name)) {
            case ABSENT -> "absent";
            case TEXT -> shown(claims.text(name).orElseThrow());
            case LIST ->
                shorten(claims.list(name).stream()
                        .map(PredicateTrace::shown)
                        .collect(Collectors.joining(", ", "[", "]")));
            case NUMBER -> Long.toString(claims.number(name).orElseThrow());
            case FLAG -> Boolean.toString(claims.flag(name).orElseThrow());
            case OTHER -> "a value of another type";
        };
    }

    private static String shown(String text) {
        boolean whole = text.codePointCount(0, text.length()) <= SHOWN;
        return Quoting.quote(whole ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…");
    }

    private static String shorten(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }

    /**
     * What the predicate asks for, without the claim.
     *
     * @return for example {@code like "release/*"}
     */
    public String expected() {
        return predicate.toString().substring(predicate.claim().toString().length() + 1);
    }

    /**
     * Whether the predicate, with the {@code not} before it, is what the filter needs.
     *
     * @return {@code true} for YES, or for NO when it is negated
     */
    public boolean isMet() {
        return outcome == (negated ? Outcome.NO : Outcome.YES);
    }
}
