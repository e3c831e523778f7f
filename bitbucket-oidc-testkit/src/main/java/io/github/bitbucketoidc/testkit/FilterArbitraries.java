package io.github.bitbucketoidc.testkit;

import static io.github.bitbucketoidc.core.filter.ClaimFilters.audience;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.claim;
import static io.github.bitbucketoidc.core.filter.ClaimFilters.subject;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.core.filter.ClaimFilters;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Filters of every shape, for properties of policies. They draw their values from the same small pools as
 * {@link ClaimArbitraries}, so that a good part of them matches.
 *
 * <pre>{@code
 * @Property
 * void addingAConditionNeverWidens(@ForAll("filters") ClaimFilter some, @ForAll("claims") Claims claims) {
 *     if (some.and(branch().is("main")).evaluate(claims) == Outcome.YES) {
 *         Assertions.assertEquals(Outcome.YES, some.evaluate(claims));
 *     }
 * }
 *
 * @Provide
 * Arbitrary<ClaimFilter> filters() {
 *     return FilterArbitraries.filters();
 * }
 * }</pre>
 * @since 0.1.0
 */
public final class FilterArbitraries {

    private static final int DEPTH = 4;

    private FilterArbitraries() {}

    /**
     * Trees of up to four levels of {@code not}, {@code and} and {@code or} over {@link #predicates()}.
     *
     * @return filters
     */
    public static Arbitrary<ClaimFilter> filters() {
        return filters(DEPTH);
    }

    private static Arbitrary<ClaimFilter> filters(int depth) {
        if (depth == 0) {
            return predicates();
        }
        Arbitrary<ClaimFilter> smaller = Arbitraries.lazy(() -> filters(depth - 1));
        Arbitrary<List<ClaimFilter>> members = smaller.list().ofMinSize(2).ofMaxSize(3);
        return Arbitraries.frequencyOf(
                Tuple.of(4, predicates()),
                Tuple.of(1, smaller.map(ClaimFilter::negate)),
                Tuple.of(2, members.map(ClaimFilters::allOf)),
                Tuple.of(2, members.map(ClaimFilters::anyOf)));
    }

    /**
     * Single questions about single claims.
     *
     * @return filters without {@code not}, {@code and} and {@code or}
     */
    public static Arbitrary<ClaimFilter> predicates() {
        return Arbitraries.oneOf(uuids(), texts(), others());
    }

    /**
     * Globs, from plain texts to nothing but wildcards.
     *
     * @return patterns that {@code like} accepts
     */
    public static Arbitrary<String> globs() {
        return Arbitraries.of("release", "feature", "main", "/", "*", "**", "?", "-", "1", "\u00e9")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts))
                .filter(pattern -> !pattern.contains("***"));
    }

    private static Arbitrary<ClaimFilter> uuids() {
        Arbitrary<ClaimRef> claims =
                Arbitraries.of(ClaimWord.values()).filter(ClaimWord::isUuid).map(ClaimRef::of);
        return asked(claims, ClaimArbitraries.uuids().map(ClaimValue.Uuid::new));
    }

    private static Arbitrary<ClaimFilter> texts() {
        Arbitrary<ClaimRef> claims = Arbitraries.of(
                ClaimRef.of(ClaimWord.BRANCH), ClaimRef.named("tier"), ClaimRef.named("a \"quoted\" claim"));
        return asked(
                claims, ClaimArbitraries.texts().filter(text -> !text.isEmpty()).map(ClaimValue.Text::new));
    }

    /** Everything that the language lets one ask of some claims. */
    private static Arbitrary<ClaimFilter> asked(Arbitrary<ClaimRef> claims, Arbitrary<? extends ClaimValue> values) {
        return claims.flatMap(claim -> Arbitraries.of(Operator.of(claim))
                .flatMap(operator -> arguments(operator, values)
                        .map(arguments -> ClaimFilter.of(operator.about(claim, arguments)))));
    }

    private static Arbitrary<? extends List<? extends ClaimValue>> arguments(
            Operator operator, Arbitrary<? extends ClaimValue> values) {
        return switch (operator.argument().kind()) {
            case NONE -> Arbitraries.just(List.of());
            case VALUE -> values.map(List::of);
            case VALUES -> values.list().ofMinSize(1).ofMaxSize(3);
            case TEXT -> globs().map(text -> List.of(new ClaimValue.Text(text)));
        };
    }

    private static Arbitrary<ClaimFilter> others() {
        return Arbitraries.oneOf(
                Arbitraries.of(true, false).map(flag -> claim("compliant").is(flag)),
                ClaimArbitraries.numbers().map(number -> claim("tier").is(number)),
                Combinators.combine(ClaimArbitraries.numbers(), ClaimArbitraries.numbers())
                        .as((one, two) -> claim("tier").in(one, two)),
                ClaimArbitraries.audiences().map(value -> audience().has(value)),
                ClaimArbitraries.subjects().map(value -> subject().is(value)));
    }
}
