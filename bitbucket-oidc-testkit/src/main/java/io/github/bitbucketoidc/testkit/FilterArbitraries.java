package io.github.bitbucketoidc.testkit;

import static io.github.bitbucketoidc.core.claims.ClaimFilters.audience;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.branch;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.claim;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.environment;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.pipeline;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.repository;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.step;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.subject;
import static io.github.bitbucketoidc.core.claims.ClaimFilters.workspace;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import io.github.bitbucketoidc.core.claims.ClaimFilters;
import io.github.bitbucketoidc.core.claims.TextClaim;
import io.github.bitbucketoidc.core.claims.UuidClaim;
import java.util.List;
import java.util.UUID;
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
        Arbitrary<UuidClaim> claims = Arbitraries.of(workspace(), repository(), environment(), pipeline(), step());
        Arbitrary<List<UUID>> values =
                ClaimArbitraries.uuids().list().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(claims, Arbitraries.integers().between(0, 3), values)
                .as((claim, operator, uuids) -> switch (operator) {
                    case 0 -> claim.isPresent();
                    case 1 -> claim.isAbsent();
                    case 2 -> claim.is(uuids.get(0));
                    default -> claim.in(uuids);
                });
    }

    private static Arbitrary<ClaimFilter> texts() {
        Arbitrary<TextClaim> claims = Arbitraries.of(branch(), claim("tier"), claim("a \"quoted\" claim"));
        Arbitrary<List<String>> values = ClaimArbitraries.texts()
                .filter(text -> !text.isEmpty())
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        return Combinators.combine(claims, Arbitraries.integers().between(0, 4), values, globs())
                .as((claim, operator, texts, glob) -> switch (operator) {
                    case 0 -> claim.isPresent();
                    case 1 -> claim.isAbsent();
                    case 2 -> claim.is(texts.get(0));
                    case 3 -> claim.in(texts);
                    default -> claim.like(glob);
                });
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
