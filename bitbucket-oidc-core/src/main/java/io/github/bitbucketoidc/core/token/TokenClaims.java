package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.claims.Claims;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token as they were read: the standard ones in their places, the others in a row. Not yet trusted, so it
 * never leaves the package before the last check (attack row S18). Written by one thread, then only read.
 */
final class TokenClaims {

    /** Stands for a value whose type does not fit: an object, a fraction, a mixed list. */
    static final Object MISFIT = new Object();

    private static final Object NUMBER = new Object();
    private static final int STANDARD = StandardClaim.values().length;

    private final @Nullable Object[] standard = new @Nullable Object[STANDARD];
    private final long[] numbers = new long[STANDARD];
    private final List<String> otherNames = new ArrayList<>(4);
    private final List<@Nullable Object> otherValues = new ArrayList<>(4);
    private int seen;
    private @Nullable Claims all;

    /** Notes that a standard claim's name has been read; false the second time. */
    boolean begin(StandardClaim claim) {
        int bit = 1 << claim.ordinal();
        boolean first = (seen & bit) == 0;
        seen |= bit;
        return first;
    }

    /** Notes another claim's name; false the second time. Linear: there are few, and never more than the limit on members. */
    boolean begin(String name) {
        for (int i = 0; i < otherNames.size(); i++) {
            if (otherNames.get(i).equals(name)) {
                return false;
            }
        }
        otherNames.add(name);
        otherValues.add(null);
        return true;
    }

    /** Sets a standard claim: a text, a list of texts, or {@link #MISFIT}; one that is null stays unset. */
    void set(StandardClaim claim, Object value) {
        standard[claim.ordinal()] = value;
    }

    /** Sets a standard claim that is a number. */
    void set(StandardClaim claim, long value) {
        standard[claim.ordinal()] = NUMBER;
        numbers[claim.ordinal()] = value;
    }

    /** Sets the claim that was begun last: a text, a list of texts, a Long, a Boolean or {@link #MISFIT}. */
    void setOther(Object value) {
        otherValues.set(otherValues.size() - 1, value);
    }

    /** Whether it is neither missing nor null (attack row C17). */
    boolean has(StandardClaim claim) {
        return standard[claim.ordinal()] != null;
    }

    boolean isNumber(StandardClaim claim) {
        return standard[claim.ordinal()] == NUMBER;
    }

    /** The claim's text, or null if it is not there or not a text. */
    @Nullable
    String text(StandardClaim claim) {
        return standard[claim.ordinal()] instanceof String text ? text : null;
    }

    /** The text of a claim that has passed the checks. */
    String required(StandardClaim claim) {
        String text = text(claim);
        if (text == null) {
            throw new IllegalStateException(claim.claim() + " is read before it was checked");
        }
        return text;
    }

    long number(StandardClaim claim) {
        return numbers[claim.ordinal()];
    }

    /** The audiences as a list; empty if the claim is missing or does not fit. */
    @SuppressWarnings("unchecked") // the reader puts lists of texts only
    List<String> audiences() {
        Object value = standard[StandardClaim.AUDIENCE.ordinal()];
        if (value instanceof String one) {
            return List.of(one);
        }
        return value instanceof List<?> list ? (List<String>) list : List.of();
    }

    /** Every claim for filters, of a token that has passed the checks; built when it is first asked for. */
    Claims all() {
        Claims known = all;
        if (known == null) {
            known = build();
            // A race builds an equal one twice: harmless, Claims is immutable.
            all = known;
        }
        return known;
    }

    private Claims build() {
        Claims.Builder claims = Claims.builder();
        for (StandardClaim claim : StandardClaim.values()) {
            if (claim == StandardClaim.AUDIENCE) {
                claims.list(claim.claim(), audiences());
            } else if (isNumber(claim)) {
                claims.number(claim.claim(), number(claim));
            } else if (standard[claim.ordinal()] instanceof String text) {
                claims.text(claim.claim(), text);
            }
        }
        for (int i = 0; i < otherNames.size(); i++) {
            add(claims, otherNames.get(i), otherValues.get(i));
        }
        return claims.build();
    }

    @SuppressWarnings("unchecked") // the reader puts lists of texts only
    private static void add(Claims.Builder claims, String name, @Nullable Object value) {
        if (value instanceof String text) {
            claims.text(name, text);
        } else if (value instanceof Long number) {
            claims.number(name, number);
        } else if (value instanceof Boolean flag) {
            claims.flag(name, flag);
        } else if (value instanceof List<?> list) {
            claims.list(name, (List<String>) list);
        } else if (value != null) {
            claims.other(name);
        }
    }
}
