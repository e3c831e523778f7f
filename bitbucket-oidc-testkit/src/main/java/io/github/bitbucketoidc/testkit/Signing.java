package io.github.bitbucketoidc.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signatures by every algorithm of RFC 7518 section 3.1 that a token could claim; only RS256 is right here. */
final class Signing {

    private Signing() {}

    /**
     * Signs.
     *
     * @throws IllegalArgumentException if the algorithm has no name in RFC 7518
     */
    static byte[] sign(String algorithm, SigningKey key, byte[] input) {
        try {
            return switch (algorithm) {
                case "none" -> new byte[0];
                case "RS256", "RS384", "RS512" ->
                    sign("SHA" + bits(algorithm) + "withRSA", key.privateKey(), null, input);
                case "PS256", "PS384", "PS512" -> sign("RSASSA-PSS", key.privateKey(), pss(bits(algorithm)), input);
                case "HS256", "HS384", "HS512" -> mac(algorithm, key.publicKey().getEncoded(), input);
                case "ES256" -> elliptic("SHA256withECDSAinP1363Format", "secp256r1", input);
                case "ES384" -> elliptic("SHA384withECDSAinP1363Format", "secp384r1", input);
                case "ES512" -> elliptic("SHA512withECDSAinP1363Format", "secp521r1", input);
                case "EdDSA" ->
                    sign(
                            "Ed25519",
                            KeyPairGenerator.getInstance("Ed25519")
                                    .generateKeyPair()
                                    .getPrivate(),
                            null,
                            input);
                default ->
                    throw new IllegalArgumentException("algorithm: \"" + algorithm
                            + "\" cannot sign; to write it into the header only, use header(\"alg\", ...)");
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java platform cannot sign by " + algorithm, impossible);
        }
    }

    static byte[] mac(String algorithm, byte[] secret, byte[] input) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA" + bits(algorithm));
        mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
        return mac.doFinal(input);
    }

    private static String bits(String algorithm) {
        return algorithm.substring(2);
    }

    private static PSSParameterSpec pss(String bits) {
        String hash = "SHA-" + bits;
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1);
    }

    private static byte[] elliptic(String name, String curve, byte[] input) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return sign(name, generator.generateKeyPair().getPrivate(), null, input);
    }

    private static byte[] sign(String name, PrivateKey key, @Nullable AlgorithmParameterSpec parameters, byte[] input)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }
}
