package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.token.json.JsonReader;
import io.github.bitbucketoidc.core.token.json.JsonText;
import io.github.bitbucketoidc.core.token.keys.KeyIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The protected header of a token (RFC 7515, section 4). Filled once by one thread, then only read. */
final class TokenHeader implements JsonReader.Members {

    private static final JsonText ALGORITHM = JsonText.of("RS256");

    private final List<String> names = new ArrayList<>(0);
    private @Nullable Object alg;
    private @Nullable Object typ;
    private @Nullable Object kid;
    private boolean forbidden;

    @Override
    public boolean add(String name, Object value) {
        if (names.contains(name)) {
            return false;
        }
        names.add(name);
        switch (name) {
            case "alg" -> alg = value;
            case "typ" -> typ = value;
            case "kid" -> kid = value;
            // Keys and addresses of keys that the sender chooses, extensions that must be understood, other payloads
            // (S7,
            // S12, S13).
            case "jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip", "cty" -> forbidden = true;
            default -> {
                // Unknown members, x5t and x5t#S256 are ignored and never used.
            }
        }
        return true;
    }

    /** Checks the members in the order of {@link Rejection.Code}; returns null if all pass. */
    @Nullable
    Rejection check(boolean missingKidAllowed) {
        if (forbidden) {
            return Refusals.HEADER_MEMBER;
        }
        if (typ != null && !(typ instanceof JsonText type && isJwt(type))) {
            return Refusals.OTHER_TYP;
        }
        if (!(alg instanceof JsonText text && text.isEqualTo(ALGORITHM))) {
            return Refusals.OTHER_ALG;
        }
        if (kid == null) {
            return missingKidAllowed ? null : Refusals.NO_KID;
        }
        return kid instanceof JsonText name && KeyIds.isHarmless(name.text()) ? null : Refusals.BAD_KID;
    }

    /** ASCII case only: {@code equalsIgnoreCase} would fold other letters into these (attack row C15). */
    private static boolean isJwt(JsonText typ) {
        return typ.length() == 3 && (typ.at(0) | 0x20) == 'j' && (typ.at(1) | 0x20) == 'w' && (typ.at(2) | 0x20) == 't';
    }

    /** Returns the key's name after the check, or null if there is none and none is needed. */
    @Nullable
    String kid() {
        return kid instanceof JsonText text ? text.text() : null;
    }
}
