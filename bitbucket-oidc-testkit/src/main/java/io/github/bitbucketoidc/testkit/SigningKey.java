package io.github.bitbucketoidc.testkit;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An RSA key with the id under which it is published. Immutable and thread-safe. It is a key for tests: it guards nothing, and
 * every test of one virtual machine gets the same ones.
 *
 * @since 0.1.0
 */
public final class SigningKey {

    private final String kid;
    private final KeyPair pair;

    private SigningKey(String kid, KeyPair pair) {
        this.kid = Objects.requireNonNull(kid, "kid");
        this.pair = Objects.requireNonNull(pair, "pair");
    }

    static SigningKey pooled(String kid, int index) {
        return new SigningKey(kid, KeyPool.pair(index));
    }

    /**
     * A key that belongs to nobody: published nowhere, made anew. Takes about a tenth of a second for 2048 bits.
     *
     * @param kid the id
     * @param bits the length of its modulus, for example 2048, or 1024 for a weak one (attack row K1)
     * @return the key
     * @throws java.security.InvalidParameterException if the platform makes no RSA key of this length
     */
    public static SigningKey generate(String kid, int bits) {
        return new SigningKey(kid, KeyPool.generate(bits));
    }

    /**
     * The id.
     *
     * @return the {@code kid}
     */
    public String kid() {
        return kid;
    }

    /**
     * The same key under another id.
     *
     * @param newKid the other id
     * @return the key
     */
    public SigningKey withKid(String newKid) {
        return new SigningKey(newKid, pair);
    }

    /**
     * The public half.
     *
     * @return the public key
     */
    public RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    /**
     * The private half, for signing what {@link TokenMint} does not sign.
     *
     * @return the private key
     */
    public PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /**
     * The public half as Bitbucket publishes it: the members kid, kty, alg, use, n and e.
     *
     * @return a JSON object
     */
    public String jwk() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "RSA");
        members.put("kid", kid);
        members.put("alg", "RS256");
        members.put("use", "sig");
        members.put("n", base64(publicKey().getModulus()));
        members.put("e", base64(publicKey().getPublicExponent()));
        return Json.text(members);
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0; // RFC 7518 section 2: no octet more than needed
        byte[] unsigned = Arrays.copyOfRange(bytes, sign, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
