package io.github.bitbucketoidc.core.claims;

import java.util.List;
import java.util.Locale;

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
        return List.of(Outcome.NO, Outcome.UNKNOWN, Outcome.YES).get(truth(filter, claims));
    }

    private static int truth(ClaimFilter filter, Claims claims) {
        if (filter instanceof ClaimFilter.Not not) {
            return YES - truth(not.filter(), claims);
        }
        if (filter instanceof ClaimFilter.And and) {
            int least = YES;
            for (ClaimFilter member : and.members()) {
                least = Math.min(least, truth(member, claims));
            }
            return least;
        }
        if (filter instanceof ClaimFilter.Or or) {
            int most = NO;
            for (ClaimFilter member : or.members()) {
                most = Math.max(most, truth(member, claims));
            }
            return most;
        }
        return leaf((ClaimFilter.Predicate) filter, claims);
    }

    private static int leaf(ClaimFilter.Predicate leaf, Claims claims) {
        String name = leaf.claim().name();
        boolean absent = !claims.names().contains(name);
        if (absent) {
            return leaf instanceof ClaimFilter.Present ? NO : leaf instanceof ClaimFilter.Absent ? YES : UNKNOWN;
        }
        if (leaf instanceof ClaimFilter.Has has) {
            return has(has.value().value(), claims, name);
        }
        if (!fits(leaf.claim(), claims)) {
            return UNKNOWN;
        }
        if (leaf instanceof ClaimFilter.Present) {
            return YES;
        }
        if (leaf instanceof ClaimFilter.Absent) {
            return NO;
        }
        if (leaf instanceof ClaimFilter.Like like) {
            return claims.kind(name) != Claims.Kind.TEXT
                    ? UNKNOWN
                    : glob(like.pattern().pattern(), claims.text(name).orElseThrow()) ? YES : NO;
        }
        if (leaf instanceof ClaimFilter.Is is) {
            return equal(leaf.claim(), is.value(), claims);
        }
        int best = NO;
        for (ClaimValue value : ((ClaimFilter.In) leaf).values()) {
            best = Math.max(best, equal(leaf.claim(), value, claims));
        }
        return best;
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
    static boolean glob(String pattern, String text) {
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
