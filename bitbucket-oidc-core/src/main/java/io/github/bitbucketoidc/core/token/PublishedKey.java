package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
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

    /** Reads the object on which the parser stands, to its end. */
    void read(JsonParser parser) throws IOException, KeySetRefused {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (PRIVATE_MEMBERS.contains(name)) {
                throw new KeySetRefused("it publishes a private or symmetric key (a member " + name
                        + "): whoever read it can forge tokens, so none of its keys is used");
            }
            JsonToken token = parser.nextToken();
            switch (name) {
                case "kid" -> kid = text(parser, token);
                case "kty" -> kty = text(parser, token);
                case "use" -> use = text(parser, token);
                case "alg" -> alg = text(parser, token);
                case "n" -> modulus = text(parser, token);
                case "e" -> exponent = text(parser, token);
                case "key_ops" -> verifies = hasVerify(parser, token);
                default -> parser.skipChildren();
            }
        }
    }

    private @Nullable String text(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        malformed = true;
        parser.skipChildren();
        return null;
    }

    private boolean hasVerify(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            malformed = true;
            parser.skipChildren();
            return false;
        }
        boolean found = false;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            found |= item == JsonToken.VALUE_STRING && parser.getText().equals("verify");
            parser.skipChildren();
        }
        return found;
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
