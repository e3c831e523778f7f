package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.filter.tree.Operator;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Filters and claims over few names and values, so that they meet often. Made by hand from a random source: nothing is shrunk, but a
 * million of each are a matter of seconds.
 */
public final class FilterDomain extends DomainContextBase {

    private static final List<UUID> UUIDS =
            List.of(SampleNames.ACME, SampleNames.GLOBEX, SampleNames.PAYMENTS, SampleNames.LEDGER);

    private static final List<String> TEXTS = List.of(
            "main",
            "Main",
            "main\u0085",
            "refs/heads/main",
            "release/1",
            "release/1/2",
            "a",
            "a/b",
            "/",
            "null",
            "a|b",
            "*",
            "\"\\\u200b");

    private static final List<String> PATTERNS = List.of(
            "*",
            "**",
            "?",
            "main",
            "ma?n",
            "release/*",
            "release/**",
            "*/*",
            "**/?",
            "a*",
            "*a",
            "***",
            "a|b",
            "\u200b\\");

    private static final List<Long> NUMBERS = List.of(-1L, 0L, 5L, Long.MAX_VALUE, Long.MIN_VALUE);

    private static final List<String> FREE_NAMES = List.of("compliant", "x", "a \"name\"");

    @Provide
    Arbitrary<ClaimFilter> filters() {
        return Arbitraries.randomValue(FilterDomain::filter);
    }

    @Provide
    Arbitrary<Predicate> predicates() {
        return Arbitraries.randomValue(FilterDomain::predicate);
    }

    @Provide
    Arbitrary<Claims> claims() {
        return Arbitraries.randomValue(FilterDomain::claims);
    }

    /**
     * A filter of up to three levels.
     *
     * @param random where it comes from
     * @return any filter
     */
    public static ClaimFilter filter(Random random) {
        return filter(random, random.nextInt(4));
    }

    private static ClaimFilter filter(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return ClaimFilter.of(predicate(random));
        }
        if (random.nextInt(3) == 0) {
            return filter(random, depth - 1).negate();
        }
        List<ClaimFilter> members = some(random, 4, source -> filter(source, depth - 1));
        return random.nextBoolean() ? ClaimFilters.allOf(members) : ClaimFilters.anyOf(members);
    }

    private static Predicate predicate(Random random) {
        ClaimRef claim = claim(random, random.nextInt(10));
        Operator operator = pick(random, Operator.of(claim));
        return operator.about(
                claim,
                switch (operator.argument().kind()) {
                    case NONE -> List.of();
                    case VALUE -> values(random, claim).subList(0, 1);
                    case VALUES -> values(random, claim);
                    case TEXT -> List.of(new ClaimValue.Text(pick(random, PATTERNS)));
                });
    }

    private static ClaimRef claim(Random random, int choice) {
        if (choice == 0) {
            return ClaimRef.of(ClaimWord.AUDIENCE);
        }
        if (choice == 1) {
            return ClaimRef.of(ClaimWord.SUBJECT);
        }
        if (choice < 5) {
            List<ClaimWord> words = List.of(ClaimWord.values()).stream()
                    .filter(ClaimWord::isUuid)
                    .toList();
            return ClaimRef.of(pick(random, words));
        }
        return choice < 7 ? ClaimRef.of(ClaimWord.BRANCH) : ClaimRef.named(pick(random, FREE_NAMES));
    }

    private static List<? extends ClaimValue> values(Random random, ClaimRef claim) {
        if (claim.isUuid()) {
            return some(random, 3, source -> new ClaimValue.Uuid(pick(source, UUIDS)));
        }
        return switch (claim.word().isPresent() ? 0 : random.nextInt(3)) {
            case 0 -> some(random, 3, FilterDomain::text);
            case 1 -> some(random, 3, source -> new ClaimValue.Whole(pick(source, NUMBERS)));
            default -> some(random, 3, source -> new ClaimValue.Flag(source.nextBoolean()));
        };
    }

    private static ClaimValue.Text text(Random random) {
        return new ClaimValue.Text(pick(random, TEXTS));
    }

    /**
     * Claims of any type, right and wrong.
     *
     * @param random where they come from
     * @return any claims
     */
    public static Claims claims(Random random) {
        Claims.Builder builder = Claims.builder();
        for (ClaimWord word : ClaimWord.values()) {
            if (word.isUuid() && random.nextInt(4) > 0) {
                builder.text(word.claim(), spelling(random));
            } else {
                add(builder, word.claim(), random);
            }
        }
        FREE_NAMES.forEach(name -> add(builder, name, random));
        return builder.build();
    }

    private static String spelling(Random random) {
        String bare = pick(random, UUIDS).toString();
        return pick(random, List.of("{" + bare + "}", bare, ("{" + bare + "}").toUpperCase(Locale.ROOT)));
    }

    /** Also of types that the claim should not have. */
    private static void add(Claims.Builder builder, String name, Random random) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> {}
            case 3, 4 ->
                builder.list(name, random.nextInt(4) == 0 ? List.of() : some(random, 3, source -> pick(source, TEXTS)));
            case 5, 6 -> builder.number(name, pick(random, NUMBERS));
            case 7, 8 -> builder.flag(name, random.nextBoolean());
            case 9 -> builder.other(name);
            case 10 -> builder.text(name, "");
            default -> builder.text(name, pick(random, TEXTS));
        }
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static <T> List<T> some(Random random, int most, Function<Random, T> maker) {
        List<T> made = new ArrayList<>();
        for (int count = 1 + random.nextInt(most); count > 0; count--) {
            made.add(maker.apply(random));
        }
        return made;
    }
}
