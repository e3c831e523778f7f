package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.token.json.JsonReader;
import io.github.bitbucketoidc.core.token.json.JsonText;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token as they were read: the standard ones in their places, the others in a row. Not yet trusted, so it
 * never leaves the package before the last check (attack row S18). Written by one thread, then only read.
 */
final class TokenClaims implements JsonReader.Members {

    private final @Nullable Object[] standard = new Object[StandardClaim.COUNT];
    /** A name, its value, the next name ... */
    private final List<Object> others = new ArrayList<>(0);

    private int present;
    private @Nullable Claims all;

    @Override
    public boolean add(String name, Object value) {
        StandardClaim claim = StandardClaim.of(name);
        if (claim != null) {
            boolean first = standard[claim.place()] == null;
            standard[claim.place()] = value;
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

    /** The bits of the standard claims that are there. */
    int present() {
        return present;
    }

    /** The claim's value, or null if it is missing or JSON null. */
    @Nullable
    Object value(StandardClaim claim) {
        Object value = standard[claim.place()];
        return value == StrictJson.NULL ? null : value;
    }

    /** The claim's text, or null if it is not there or not a text. */
    @Nullable
    JsonText text(StandardClaim claim) {
        return standard[claim.place()] instanceof JsonText text ? text : null;
    }

    /** The text of a claim that has passed the checks. */
    JsonText required(StandardClaim claim) {
        JsonText text = text(claim);
        if (text == null) {
            throw new IllegalStateException(claim.claim() + " is read before it was checked");
        }
        return text;
    }

    /** The number of a claim that has passed the checks. */
    long number(StandardClaim claim) {
        if (standard[claim.place()] instanceof Long number) {
            return number;
        }
        throw new IllegalStateException(claim.claim() + " is read before it was checked");
    }

    /** The audiences as a list; empty if the claim is missing or does not fit. */
    List<String> audiences() {
        Object value = standard[StandardClaim.AUDIENCE.place()];
        if (value instanceof JsonText one) {
            return List.of(one.text());
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
