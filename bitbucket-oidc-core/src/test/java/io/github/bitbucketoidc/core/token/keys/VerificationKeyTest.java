package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a prepared key takes for its own signature. */
class VerificationKeyTest {

    private static final byte[] TEXT = "header.payload".getBytes(StandardCharsets.US_ASCII);

    private final KeyPair pair = TestKeys.rsa("k1");

    private VerificationKey key() throws GeneralSecurityException {
        RSAPublicKey published = (RSAPublicKey) pair.getPublic();
        return new VerificationKey("k1", published.getModulus(), published.getPublicExponent());
    }

    private byte[] signature() throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.getPrivate());
        signer.update(TEXT);
        return signer.sign();
    }

    @Test
    void takesItsSignatureAgainAndAgain() throws GeneralSecurityException {
        VerificationKey key = key();
        for (int i = 0; i < 5; i++) {
            assertThat(key.verifies(TEXT, TEXT.length, signature())).isTrue();
            assertThat(key.verifies(TEXT, TEXT.length - 1, signature())).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 257, 512})
    void refusesASignatureOfAnotherLength(int length) throws GeneralSecurityException {
        assertThat(key().verifies(TEXT, TEXT.length, Arrays.copyOf(signature(), length)))
                .isFalse();
    }

    @Test
    void aProviderThatThrowsInsteadOfRefusingRefuses() throws GeneralSecurityException {
        byte[] signature = signature();
        Provider throwing = new Throwing();
        Security.insertProviderAt(throwing, 1);
        try {
            assertThat(key().verifies(TEXT, TEXT.length, signature)).isFalse();
        } finally {
            Security.removeProvider(throwing.getName());
        }
        assertThat(key().verifies(TEXT, TEXT.length, signature)).isTrue();
    }

    /** A security provider that has something against every signature. */
    private static final class Throwing extends Provider {

        private static final long serialVersionUID = 1L;

        private Throwing() {
            super("Throwing", "1", "for this test");
            put("Signature.SHA256withRSA", ThrowingSignature.class.getName());
        }
    }

    /** Throws where others return false. */
    public static final class ThrowingSignature extends SignatureSpi {

        /** For the provider. */
        public ThrowingSignature() {}

        @Override
        protected void engineInitVerify(PublicKey publicKey) {}

        @Override
        protected void engineInitSign(PrivateKey privateKey) {}

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) {}

        @Override
        protected byte[] engineSign() {
            throw new UnsupportedOperationException();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            throw new SignatureException("not like this");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
