package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.token.json.JsonReader;
import io.github.bitbucketoidc.core.token.json.JsonText;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token as they were read: the standard ones in an array by their index, the others in a list. They are not yet
 * trusted, so they never leave the package before the last check (attack row S18). Written by one thread, then only read.
 */
final class TokenClaims implements JsonReader.Members {

    private final @Nullable Object[] standard = new Object[StandardClaim.COUNT];
    /** The other claims: a name, its value, the next name, and so on. */
    private final List<Object> others = new ArrayList<>(0);

    private int present;
    private @Nullable Claims all;

    @Override
    public boolean add(String name, Object value) {
        StandardClaim claim = StandardClaim.of(name);
        if (claim != null) {
            boolean first = standard[claim.index()] == null;
            standard[claim.index()] = value;
            present |= value == StrictJson.NULL ? 0 : claim.bit();
            return first;
        }
        // Linear: there are few others, and never more than the limit on members.
        for (int i = 0; i < others.size(); i += 2) {
            if (others.get(i).equals(name)) {
                return false;
            }
        }
        others.add(name);
        return others.add(value);
    }

    /** The bits of the standard claims that the token has. */
    int present() {
        return present;
    }

    /** Returns the claim's value, or null if it is missing or JSON null. */
    @Nullable
    Object value(StandardClaim claim) {
        Object value = standard[claim.index()];
        return value == StrictJson.NULL ? null : value;
    }

    /** Returns the claim's text, or null if it is missing or not a text. */
    @Nullable
    JsonText text(StandardClaim claim) {
        return standard[claim.index()] instanceof JsonText text ? text : null;
    }

    /** Returns the text of a claim that has passed the checks. */
    JsonText required(StandardClaim claim) {
        JsonText text = text(claim);
        if (text == null) {
            throw new IllegalStateException(claim.claim() + " is read before it was checked");
        }
        return text;
    }

    /** Returns the number of a claim that has passed the checks. */
    long number(StandardClaim claim) {
        if (standard[claim.index()] instanceof Long number) {
            return number;
        }
        throw new IllegalStateException(claim.claim() + " is read before it was checked");
    }

    /** Returns the audiences as a list, empty if the claim is missing or has another type. */
    List<String> audiences() {
        Object value = standard[StandardClaim.AUDIENCE.index()];
        if (value instanceof JsonText one) {
            return List.of(one.text());
        }
        return value instanceof List<?> list ? texts(list) : List.of();
    }

    @SuppressWarnings("unchecked") // the reader makes lists of texts only
    private static List<String> texts(List<?> list) {
        return (List<String>) list;
    }

    /** Returns all claims of a token that has passed the checks, for filters; they are built on the first call. */
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
        for (int i = 0; i < StandardClaim.COUNT; i++) {
            StandardClaim claim = StandardClaim.at(i);
            add(claims, claim.claim(), claim == StandardClaim.AUDIENCE ? audiences() : value(claim));
        }
        for (int i = 0; i < others.size(); i += 2) {
            add(claims, (String) others.get(i), others.get(i + 1));
        }
        return claims.build();
    }

    private static void add(Claims.Builder claims, String name, @Nullable Object value) {
        if (value instanceof JsonText text) {
            claims.lateText(name, text);
        } else if (value instanceof Long number) {
            claims.number(name, number);
        } else if (value instanceof Boolean flag) {
            claims.flag(name, flag);
        } else if (value instanceof List<?> list) {
            claims.list(name, texts(list));
        } else if (value != null && value != StrictJson.NULL) {
            claims.other(name);
        }
    }
}
