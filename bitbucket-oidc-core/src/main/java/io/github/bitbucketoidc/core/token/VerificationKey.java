package io.github.bitbucketoidc.core.token;

import com.nimbusds.jose.jwk.JWK;
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
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A public key with verifiers prepared for it. Thread-safe: a {@link Signature} is not, and preparing one takes longer than all
 * our checks, so those that are at rest wait in places of which a thread tries one. It never waits for another: when that
 * place is empty it prepares a new one. No {@code ThreadLocal}, which would outlive an undeploy.
 */
final class VerificationKey implements KeyAnswer {

    private static final String ALGORITHM = "SHA256withRSA";

    /** Places that are used at the same time should not share a cache line: 16 references are at least 64 bytes. */
    private static final int STRIDE = 16;

    private final @Nullable String kid;
    private final RSAPublicKey key;
    private final int signatureLength;
    private final AtomicReferenceArray<@Nullable Signature> atRest;
    private final int mask;

    /**
     * Prepares a key that has passed {@link RsaStrength}.
     *
     * @throws GeneralSecurityException if no provider of this JVM takes it
     */
    VerificationKey(@Nullable String kid, BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        this.kid = kid;
        this.key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        this.signatureLength = (modulus.bitLength() + 7) / 8;
        int places = Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 4 - 1) * 2;
        this.mask = places - 1;
        this.atRest = new AtomicReferenceArray<>(places * STRIDE);
        atRest.set(0, prepare());
    }

    @Nullable
    String kid() {
        return kid;
    }

    JWK toJwk() {
        return new RSAKey.Builder(key).keyID(kid).build();
    }

    /** Whether the signature is of these first bytes and by this key (RFC 8017, section 8.2.2). */
    boolean verifies(byte[] text, int signedLength, byte[] signature) {
        if (signature.length != signatureLength) {
            return false;
        }
        int place = (int) (Thread.currentThread().getId() & mask) * STRIDE;
        try {
            Signature verifier = atRest.getAndSet(place, null);
            if (verifier == null) {
                verifier = prepare();
            }
            verifier.update(text, 0, signedLength);
            boolean good = verifier.verify(signature);
            // Only after a verification that ended well is its state known to be fresh.
            atRest.setRelease(place, verifier);
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
