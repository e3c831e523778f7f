package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.claims.Claims;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token as they were read: the standard ones in their places, the others in a row. Not yet trusted, so it
 * never leaves the package before the last check (attack row S18). Written by one thread, then only read.
 */
final class TokenClaims implements StrictJson.Members {

    private final Map<StandardClaim, Object> standard = new EnumMap<>(StandardClaim.class);
    private final List<String> otherNames = new ArrayList<>(4);
    private final List<Object> otherValues = new ArrayList<>(4);
    private @Nullable Claims all;

    @Override
    public boolean add(String name, Object value) {
        StandardClaim claim = StandardClaim.of(name);
        if (claim != null) {
            return standard.put(claim, value) == null;
        }
        // Linear: there are few others, and never more than the limit on members.
        if (otherNames.contains(name)) {
            return false;
        }
        otherNames.add(name);
        return otherValues.add(value);
    }

    /** The claim's value, or null if it is missing or JSON null. */
    @Nullable
    Object value(StandardClaim claim) {
        Object value = standard.get(claim);
        return value == StrictJson.NULL ? null : value;
    }

    /** The claim's text, or null if it is not there or not a text. */
    @Nullable
    String text(StandardClaim claim) {
        return standard.get(claim) instanceof String text ? text : null;
    }

    /** The text of a claim that has passed the checks. */
    String required(StandardClaim claim) {
        String text = text(claim);
        if (text == null) {
            throw new IllegalStateException(claim.claim() + " is read before it was checked");
        }
        return text;
    }

    /** The number of a claim that has passed the checks. */
    long number(StandardClaim claim) {
        if (standard.get(claim) instanceof Long number) {
            return number;
        }
        throw new IllegalStateException(claim.claim() + " is read before it was checked");
    }

    /** The audiences as a list; empty if the claim is missing or does not fit. */
    List<String> audiences() {
        Object value = standard.get(StandardClaim.AUDIENCE);
        if (value instanceof String one) {
            return List.of(one);
        }
        return value instanceof List<?> list ? texts(list) : List.of();
    }

    @SuppressWarnings("unchecked") // the reader makes lists of texts only
    private static List<String> texts(List<?> list) {
        return (List<String>) list;
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
        standard.forEach(
                (claim, value) -> add(claims, claim.claim(), claim == StandardClaim.AUDIENCE ? audiences() : value));
        for (int i = 0; i < otherNames.size(); i++) {
            add(claims, otherNames.get(i), otherValues.get(i));
        }
        return claims.build();
    }

    private static void add(Claims.Builder claims, String name, Object value) {
        if (value instanceof String text) {
            claims.text(name, text);
        } else if (value instanceof Long number) {
            claims.number(name, number);
        } else if (value instanceof Boolean flag) {
            claims.flag(name, flag);
        } else if (value instanceof List<?> list) {
            claims.list(name, texts(list));
        } else if (value != StrictJson.NULL) {
            claims.other(name);
        }
    }
}
