package io.github.bitbucketoidc.core.claims;

import java.util.function.Predicate;

/** The meaning of the predicates: design table of the filter language, one method a row. */
final class Evaluation {

    private Evaluation() {}

    /** {@code is} and {@code in}: UNKNOWN unless the claim is there with a value of the type that is asked for. */
    static Outcome oneOf(
            Claims claims, ClaimRef claim, Class<? extends ClaimValue> type, Predicate<ClaimValue> wanted) {
        ClaimValue actual = claims.value(claim);
        if (actual == null || actual.getClass() != type) {
            return Outcome.UNKNOWN;
        }
        return answer(wanted.test(actual));
    }

    /** {@code like}: UNKNOWN unless the claim is there and a text. */
    static Outcome like(Claims claims, ClaimRef claim, Glob pattern) {
        return claims.value(claim) instanceof ClaimValue.Text text
                ? answer(pattern.matches(text.value()))
                : Outcome.UNKNOWN;
    }

    /** {@code is present}: UNKNOWN when the claim is there with a type that it should not have. */
    static Outcome presence(Claims claims, ClaimRef claim) {
        if (claims.value(claim) != null) {
            return Outcome.YES;
        }
        return claims.has(claim) ? Outcome.UNKNOWN : Outcome.NO;
    }

    /** {@code audience has}: one text or a list of texts, as RFC 7519 section 4.1.3 has it. */
    static Outcome audienceHas(Claims claims, String audience) {
        String name = ClaimWord.AUDIENCE.claim();
        return switch (claims.kind(name)) {
            case TEXT -> answer(claims.text(name).orElseThrow().equals(audience));
            case LIST -> answer(claims.list(name).contains(audience));
            case ABSENT, NUMBER, FLAG, OTHER -> Outcome.UNKNOWN;
        };
    }

    private static Outcome answer(boolean holds) {
        return holds ? Outcome.YES : Outcome.NO;
    }
}
