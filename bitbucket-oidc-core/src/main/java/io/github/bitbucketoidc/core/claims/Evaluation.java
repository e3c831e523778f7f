package io.github.bitbucketoidc.core.claims;

import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The meaning of the predicates: design table of the filter language, one method a row. */
final class Evaluation {

    private Evaluation() {}

    /** {@code is} and {@code in}: UNKNOWN unless the claim is there with a value of the type that is asked for. */
    static Outcome oneOf(
            Claims claims, ClaimRef claim, Class<? extends ClaimValue> type, Predicate<ClaimValue> wanted) {
        ClaimValue actual = valueOf(claims, claim);
        if (actual == null || actual.getClass() != type) {
            return Outcome.UNKNOWN;
        }
        return answer(wanted.test(actual));
    }

    /** {@code is present}: UNKNOWN when the claim is there with a type that it should not have. */
    static Outcome presence(Claims claims, ClaimRef claim) {
        if (claims.kind(claim.name()) == Claims.Kind.ABSENT) {
            return Outcome.NO;
        }
        return valueOf(claims, claim) == null ? Outcome.UNKNOWN : Outcome.YES;
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

    /** The claim's value, or null when it is absent or of a type that the claim should not have. */
    static @Nullable ClaimValue valueOf(Claims claims, ClaimRef claim) {
        String name = claim.name();
        boolean free = claim.word().isEmpty();
        return switch (claims.kind(name)) {
            case TEXT -> ofText(claim, claims.text(name).orElseThrow());
            case NUMBER -> free ? new ClaimValue.Whole(claims.number(name).orElseThrow()) : null;
            case FLAG -> free ? new ClaimValue.Flag(claims.flag(name).orElseThrow()) : null;
            case ABSENT, LIST, OTHER -> null;
        };
    }

    private static @Nullable ClaimValue ofText(ClaimRef claim, String text) {
        if (!claim.isUuid()) {
            return new ClaimValue.Text(text);
        }
        UUID uuid = Uuids.parse(text);
        return uuid == null ? null : new ClaimValue.Uuid(uuid);
    }

    private static Outcome answer(boolean holds) {
        return holds ? Outcome.YES : Outcome.NO;
    }
}
