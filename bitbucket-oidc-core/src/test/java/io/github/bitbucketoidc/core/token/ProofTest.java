package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.claims.Claims;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.rows.Row;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attack row S18: holding a {@link VerifiedToken} is the proof, and nothing else shows claims. */
class ProofTest {

    private static final List<Class<?>> PUBLIC = List.of(
            TokenVerifier.class,
            TokenVerifier.Builder.class,
            Verification.class,
            Verification.Rejected.class,
            Rejection.class,
            Workspace.KeyState.class,
            KeySourceException.class,
            Workspace.class);

    @Row("S18")
    @Test
    void s18OnlyTheVerifierCanMakeAProof() {
        assertThat(VerifiedToken.class).isFinal();
        for (Constructor<?> constructor : VerifiedToken.class.getDeclaredConstructors()) {
            assertThat(Modifier.isPublic(constructor.getModifiers())
                            || Modifier.isProtected(constructor.getModifiers()))
                    .isFalse();
        }
        for (Method method : VerifiedToken.class.getMethods()) {
            assertThat(Modifier.isStatic(method.getModifiers()) && method.getReturnType() == VerifiedToken.class)
                    .isFalse();
        }
    }

    @Row("S18")
    @Test
    void s18NoOtherPublicTypeShowsClaims() {
        for (Class<?> type : PUBLIC) {
            for (Method method : type.getMethods()) {
                assertThat(method.getReturnType()).as(method.toString()).isNotIn(Claims.class, TokenClaims.class);
            }
        }
        for (Class<?> hidden : List.of(TokenClaims.class, TokenHeader.class, CompactToken.class, TokenJudge.class)) {
            assertThat(Modifier.isPublic(hidden.getModifiers()))
                    .as(hidden.getName())
                    .isFalse();
        }
    }

    @Test
    void showsNothingThatACommitterCouldChoose() {
        try (Verifying verifying = new Verifying()) {
            VerifiedToken token = verifying.accept(verifying.token().text("branchName", "canary-branch"));

            assertThat(token.toString())
                    .isEqualTo("VerifiedToken[workspace=acme, repository=" + TestToken.REPOSITORY + ", step="
                            + TestToken.STEP + "]");
            assertThat(new Verification.Verified(token).toString()).doesNotContain("canary", "ey");
            assertThat(token.claims().toString()).doesNotContain("canary");
        }
    }

    @Test
    void namesATokenByTheDigestOfItsSignature() throws Exception {
        try (Verifying verifying = new Verifying()) {
            String signed = verifying.token().signed();
            VerifiedToken token = ((Verification.Verified) verifying.verifier.verify(signed)).token();

            byte[] signature = Base64.getUrlDecoder().decode(signed.substring(signed.lastIndexOf('.') + 1));
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(signature));
            assertThat(token.signatureDigest()).isEqualTo(digest).isEqualTo(token.signatureDigest());
            assertThat(token.revealToken()).isEqualTo(signed);
        }
    }

    @Test
    void refusalsHoldNothingOfTheToken() {
        try (Verifying verifying = new Verifying()) {
            for (TestToken token : List.of(
                    verifying.token().header("kid", "\"canary/../x\""),
                    verifying.token().text("iss", "https://canary.example"),
                    verifying.token().text("sub", "canary"),
                    verifying.token().text("aud", "canary"))) {
                Verification verification = verifying.verifier.verify(token.signed());
                assertThat(verification).isInstanceOf(Verification.Rejected.class);
                assertThat(verification.toString()).doesNotContain("canary");
            }
        }
    }
}
