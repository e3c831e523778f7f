package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimRef;
import io.github.bitbucketoidc.core.claims.ClaimValue;
import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.claims.Outcome;
import io.github.bitbucketoidc.core.filter.tree.Condition;
import io.github.bitbucketoidc.core.filter.tree.Predicate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The meaning of filters once more, written from the design page alone and in the plainest way, so that the real evaluation can be held
 * against something that shares no code with it. Kleene's logic is minimum and maximum of NO &lt; UNKNOWN &lt; YES.
 */
public final class PlainEvaluator {

    private static final int NO = 0;
    private static final int UNKNOWN = 1;
    private static final int YES = 2;

    private PlainEvaluator() {}

    /**
     * What a filter says about claims.
     *
     * @param filter the filter
     * @param claims the claims
     * @return its outcome
     */
    public static Outcome evaluate(ClaimFilter filter, Claims claims) {
        return List.of(Outcome.NO, Outcome.UNKNOWN, Outcome.YES).get(truth(filter.condition(), claims));
    }

    private static int truth(Condition condition, Claims claims) {
        return condition.match(new Condition.Cases<>() {
            @Override
            public Integer predicate(Predicate predicate) {
                return leaf(predicate, claims);
            }

            @Override
            public Integer not(Condition negated) {
                return YES - truth(negated, claims);
            }

            @Override
            public Integer and(List<Condition> members) {
                return members.stream()
                        .mapToInt(member -> truth(member, claims))
                        .min()
                        .orElseThrow();
            }

            @Override
            public Integer or(List<Condition> members) {
                return members.stream()
                        .mapToInt(member -> truth(member, claims))
                        .max()
                        .orElseThrow();
            }
        });
    }

    private static int leaf(Predicate leaf, Claims claims) {
        String name = leaf.claim().name();
        boolean absent = !claims.names().contains(name);
        boolean usable = !absent && fits(leaf.claim(), claims);
        return switch (leaf.word()) {
            case "is present" -> absent ? NO : usable ? YES : UNKNOWN;
            case "is absent" -> absent ? YES : usable ? NO : UNKNOWN;
            case "has" -> absent ? UNKNOWN : has(leaf.texts().get(0), claims, name);
            case "like" ->
                !usable || claims.kind(name) != Claims.Kind.TEXT
                        ? UNKNOWN
                        : glob(leaf.texts().get(0), claims.text(name).orElseThrow()) ? YES : NO;
            case "is", "in" -> {
                int best = usable ? NO : UNKNOWN;
                for (ClaimValue value : usable ? leaf.values() : Set.<ClaimValue>of()) {
                    best = Math.max(best, equal(leaf.claim(), value, claims));
                }
                yield best;
            }
            default -> throw new AssertionError("write down what `" + leaf.word() + "` means");
        };
    }

    private static int has(String wanted, Claims claims, String name) {
        if (claims.kind(name) == Claims.Kind.TEXT) {
            return claims.text(name).orElseThrow().equals(wanted) ? YES : NO;
        }
        if (claims.kind(name) == Claims.Kind.LIST) {
            for (String audience : claims.list(name)) {
                if (audience.equals(wanted)) {
                    return YES;
                }
            }
            return NO;
        }
        return UNKNOWN;
    }

    private static boolean fits(ClaimRef claim, Claims claims) {
        Claims.Kind kind = claims.kind(claim.name());
        if (claim.word().isEmpty()) {
            return kind == Claims.Kind.TEXT || kind == Claims.Kind.NUMBER || kind == Claims.Kind.FLAG;
        }
        return kind == Claims.Kind.TEXT
                && (!claim.isUuid()
                        || bare(claims.text(claim.name()).orElseThrow()).length() == 36);
    }

    private static int equal(ClaimRef claim, ClaimValue wanted, Claims claims) {
        String name = claim.name();
        if (wanted instanceof ClaimValue.Uuid uuid) {
            return bare(claims.text(name).orElseThrow()).equals(uuid.value().toString()) ? YES : NO;
        }
        if (wanted instanceof ClaimValue.Text text && claims.kind(name) == Claims.Kind.TEXT) {
            return claims.text(name).orElseThrow().equals(text.value()) ? YES : NO;
        }
        if (wanted instanceof ClaimValue.Whole whole && claims.kind(name) == Claims.Kind.NUMBER) {
            return claims.number(name).orElseThrow() == whole.value() ? YES : NO;
        }
        if (wanted instanceof ClaimValue.Flag flag && claims.kind(name) == Claims.Kind.FLAG) {
            return claims.flag(name).orElseThrow() == flag.value() ? YES : NO;
        }
        return UNKNOWN;
    }

    /** The samples hold no text that is as long as a UUID without being one. */
    private static String bare(String uuid) {
        return uuid.replace("{", "").replace("}", "").toLowerCase(Locale.ROOT);
    }

    /** Tries everything: exponential, for short texts only. */
    public static boolean glob(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        int token = pattern.codePointAt(0);
        boolean deep = pattern.startsWith("**");
        String rest = pattern.substring(deep ? 2 : Character.charCount(token));
        if (token != '*') {
            return !text.isEmpty()
                    && (token == '?' ? text.codePointAt(0) != '/' : text.codePointAt(0) == token)
                    && glob(rest, text.substring(Character.charCount(text.codePointAt(0))));
        }
        for (int taken = 1; taken <= text.length(); taken++) {
            if (!deep && text.charAt(taken - 1) == '/') {
                return false;
            }
            if (glob(rest, text.substring(taken))) {
                return true;
            }
        }
        return false;
    }
}
