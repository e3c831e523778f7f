package io.github.bitbucketoidc.core.token.keys;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.bitbucketoidc.core.text.Base64Url;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry of a published key set (RFC 7517, section 4), before it is judged. Used by one thread. */
final class PublishedKey {

    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private @Nullable String kid;
    private @Nullable String kty;
    private @Nullable String use;
    private @Nullable String alg;
    private @Nullable String modulus;
    private @Nullable String exponent;
    private boolean verifies = true;
    private boolean malformed;

    /**
     * Reads the object on which the parser stands, to its end. A member that is {@code null} or an empty list is not there: all members
     * but {@code kty} are optional, and some publishers write those that they do not use in that way.
     */
    void read(JsonParser parser) throws IOException, KeySetRefused {
        Set<String> names = new HashSet<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            // RFC 7517, section 4: a JWK with doubled names is rejected, and only that one.
            malformed |= !names.add(name);
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            if (PRIVATE_MEMBERS.contains(name)) {
                refuseValue(parser, token, name);
                continue;
            }
            switch (name) {
                case "kid" -> kid = text(parser, token);
                case "kty" -> kty = text(parser, token);
                case "use" -> use = text(parser, token);
                case "alg" -> alg = text(parser, token);
                case "n" -> modulus = text(parser, token);
                case "e" -> exponent = text(parser, token);
                case "key_ops" -> verifies = mayVerify(parser, token);
                default -> parser.skipChildren();
            }
        }
    }

    private static void refuseValue(JsonParser parser, @Nullable JsonToken token, String name)
            throws IOException, KeySetRefused {
        if (token != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.END_ARRAY) {
            throw new KeySetRefused("it publishes a private or symmetric key (a member " + name
                    + "): whoever read it can forge tokens, so none of its keys is used");
        }
    }

    private @Nullable String text(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        boolean empty = token == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.END_ARRAY;
        if (!empty) {
            malformed = true;
            skipRest(parser, token);
        }
        return null;
    }

    /** Behind the first token of a list that was looked into, or an object's start. */
    private static void skipRest(JsonParser parser, @Nullable JsonToken token) throws IOException {
        parser.skipChildren();
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
            }
        }
    }

    private boolean mayVerify(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            malformed = true;
            parser.skipChildren();
            return false;
        }
        boolean found = false;
        boolean empty = true;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            empty = false;
            found |= item == JsonToken.VALUE_STRING && parser.getText().equals("verify");
            parser.skipChildren();
        }
        return found || empty;
    }

    /** Its name if a token could ever ask for it, else null. */
    @Nullable
    String kid() {
        return kid != null && KeyIds.isHarmless(kid) ? kid : null;
    }

    /** For messages. */
    String name() {
        return kid() == null ? "a key without a usable kid" : "the key " + kid;
    }

    /** Judges it; adds to the notes why it is dropped. */
    KeyAnswer judge(List<String> notes) {
        if (malformed
                || (kid != null && kid() == null)
                || !"RSA".equals(kty)
                || (use != null && !use.equals("sig"))
                || (alg != null && !alg.equals("RS256"))
                || !verifies) {
            notes.add(name() + " is not an RSA key for verifying RS256 signatures");
            return KeyAnswer.Problem.UNUSABLE;
        }
        byte[] n = modulus == null ? null : Base64Url.decode(modulus);
        byte[] e = exponent == null ? null : Base64Url.decode(exponent);
        if (n == null || e == null) {
            notes.add(name() + " has a modulus or exponent that is missing or not base64url");
            return KeyAnswer.Problem.UNUSABLE;
        }
        return prepare(new BigInteger(1, n), new BigInteger(1, e), notes);
    }

    private KeyAnswer prepare(BigInteger n, BigInteger e, List<String> notes) {
        String weakness = RsaStrength.weakness(n, e);
        if (weakness != null) {
            notes.add(name() + ' ' + weakness);
            return KeyAnswer.Problem.WEAK;
        }
        try {
            return new VerificationKey(kid, n, e);
        } catch (GeneralSecurityException refused) {
            notes.add(name() + " is refused by this JVM's security provider");
            return KeyAnswer.Problem.UNUSABLE;
        }
    }
}
