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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A public key with a pool of verifiers prepared for it. Thread-safe: a {@link Signature} is not. Preparing one for each token instead
 * takes about 1 % of a bare signature check more. The pool has at most as many as were ever in use at a time.
 */
public final class VerificationKey implements KeyAnswer {

    private static final String ALGORITHM = "SHA256withRSA";

    private final @Nullable String kid;
    private final RSAPublicKey key;
    private final int signatureLength;
    private final Queue<Signature> pool = new ConcurrentLinkedQueue<>();

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
        pool.add(prepare());
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
            Signature verifier = pool.poll();
            if (verifier == null) {
                verifier = prepare();
            }
            verifier.update(text, 0, signedLength);
            boolean good = verifier.verify(signature);
            // Only after a verification that ended well is its state known to be fresh.
            pool.add(verifier);
            return good;
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
