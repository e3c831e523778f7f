package io.github.bitbucketoidc.core.token;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** RSA keys for tests; each is made once, as that is slow. */
public final class TestKeys {

    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();

    private TestKeys() {}

    /** The key of this name, 2048 bits. */
    public static KeyPair rsa(String name) {
        return rsa(name, 2048);
    }

    public static KeyPair rsa(String name, int bits) {
        return MADE.computeIfAbsent(name + '/' + bits, key -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(bits);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The published form of the key of this name, with the name as its kid. */
    public static String jwk(String name) {
        return jwk(name, rsa(name));
    }

    public static String jwk(String kid, KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return jwk(kid, key.getModulus(), key.getPublicExponent(), "");
    }

    /** The published form with further members, each beginning with a comma. */
    public static String jwk(String kid, BigInteger n, BigInteger e, String more) {
        return "{\"kty\":\"RSA\",\"kid\":\"" + kid + "\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\"" + base64(n)
                + "\",\"e\":\"" + base64(e) + "\"" + more + "}";
    }

    /** A set of these published keys. */
    public static String set(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }

    public static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, sign, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
