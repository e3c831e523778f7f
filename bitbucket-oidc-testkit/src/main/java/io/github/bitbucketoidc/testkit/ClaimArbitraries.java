package io.github.bitbucketoidc.testkit;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.claims.Claims;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Claims as tokens have them: each optional one often absent, texts that git allows and nobody expects. The pools are small, so
 * that {@link FilterArbitraries} meets them.
 *
 * @since 0.1.0
 */
public final class ClaimArbitraries {

    /** Legal in git, and each once the way around somebody's rule (attack rows R2 to R7, C15, C17). */
    private static final List<String> BRANCHES = List.of(
            "main",
            "MAIN",
            "main\u0085",
            "main\u200b",
            "ma\u0131n",
            "main/evil",
            "main-evil",
            "refs/heads/main",
            "release",
            "release/1",
            "release/1/2",
            "release-1",
            "feature/\u00e9",
            "feature/e\u0301",
            "null",
            "undefined",
            "$(id)",
            "a|b",
            "{uuid}",
            "${jndi:ldap://x}",
            "\ud83d\ude00");

    private ClaimArbitraries() {}

    /**
     * The claims of verified tokens: subject, audience, workspace, repository and step are there, the others perhaps, and one
     * that nobody knows, of any type.
     *
     * @return claims
     */
    public static Arbitrary<Claims> claims() {
        Arbitrary<List<UUID>> present = uuids().list().ofSize(5);
        Arbitrary<List<Boolean>> optional = Arbitraries.of(true, false).list().ofSize(6);
        return Combinators.combine(
                        present,
                        optional,
                        branches(),
                        audiences().list().ofMinSize(1).ofMaxSize(3),
                        texts(),
                        numbers(),
                        Arbitraries.integers().between(0, 5))
                .as((uuids, has, branch, audiences, text, number, kind) -> {
                    Claims.Builder claims = Claims.builder();
                    uuid(claims, ClaimWord.WORKSPACE, uuids.get(0));
                    uuid(claims, ClaimWord.REPOSITORY, uuids.get(1));
                    uuid(claims, ClaimWord.STEP, uuids.get(2));
                    claims.text(ClaimWord.SUBJECT.claim(), subject(uuids, has.get(0) && has.get(4), has.get(5)));
                    claims.list(ClaimWord.AUDIENCE.claim(), audiences);
                    if (has.get(0)) {
                        uuid(claims, ClaimWord.ENVIRONMENT, uuids.get(3));
                    }
                    if (has.get(1)) {
                        uuid(claims, ClaimWord.PIPELINE, uuids.get(4));
                    }
                    if (has.get(2)) {
                        claims.text(ClaimWord.BRANCH.claim(), branch);
                    }
                    if (has.get(3)) {
                        claims.flag("compliant", number > 0);
                    }
                    return free(claims, kind, text, number).build();
                });
    }

    /** Of the repository, and of the environment, the step or both. */
    private static String subject(List<UUID> uuids, boolean environment, boolean step) {
        String repository = "{" + uuids.get(1) + "}";
        String middle = environment ? ":{" + uuids.get(3) + "}" : "";
        return repository + middle + (step || !environment ? ":{" + uuids.get(2) + "}" : "");
    }

    private static void uuid(Claims.Builder claims, ClaimWord word, UUID value) {
        claims.text(word.claim(), "{" + value + "}");
    }

    private static Claims.Builder free(Claims.Builder claims, int kind, String text, long number) {
        return switch (kind) {
            case 0 -> claims.text("tier", text);
            case 1 -> claims.number("tier", number);
            case 2 -> claims.flag("tier", number > 0);
            case 3 -> claims.list("tier", List.of(text));
            case 4 -> claims.other("tier");
            default -> claims;
        };
    }

    /**
     * Names of branches that git allows, many of them hostile.
     *
     * @return branches
     */
    public static Arbitrary<String> branches() {
        return Arbitraries.of(BRANCHES);
    }

    /**
     * Texts of any valid Unicode but NUL, which no token may hold (attack row C3); branches among them, and empty ones.
     *
     * @return texts
     */
    public static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(20).filter(ClaimArbitraries::isAllowed);
        return Arbitraries.oneOf(branches(), any);
    }

    private static boolean isAllowed(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /**
     * One of four UUIDs, among them those of {@link TokenMint}.
     *
     * @return UUIDs
     */
    public static Arbitrary<UUID> uuids() {
        return Arbitraries.of(TokenMint.REPOSITORY, TokenMint.ENVIRONMENT, FakeBitbucket.ACME, new UUID(1, 2));
    }

    static Arbitrary<Long> numbers() {
        return Arbitraries.of(-1L, 0L, 1L, 2L, Long.MAX_VALUE, Long.MIN_VALUE);
    }

    static Arbitrary<String> audiences() {
        return Arbitraries.of(
                "ari:cloud:bitbucket::workspace/" + FakeBitbucket.ACME, "https://secrets.example", "another service");
    }

    static Arbitrary<String> subjects() {
        return Combinators.combine(uuids(), uuids()).as((one, two) -> "{" + one + "}:{" + two + "}");
    }
}
