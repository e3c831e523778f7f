package io.github.bitbucketoidc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMintTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_784_000_000);
    private static final String REPOSITORY = "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}";
    private static final String ENVIRONMENT = "{bd715740-c970-486b-b68a-b421ec2a1f8b}";
    private static final String STEP = "{759de0c6-eaee-4eaa-b7a6-c507eec759a7}";

    private final FakeBitbucket bitbucket = FakeBitbucket.start(Clock.fixed(NOW, ZoneOffset.UTC));
    private final FakeWorkspace acme = bitbucket.acme();

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private static String part(String token, int index) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), StandardCharsets.UTF_8);
    }

    private static String payload(TokenMint mint) {
        return part(mint.token(), 1);
    }

    private boolean verifies(String token) throws Exception {
        return SignedJWT.parse(token)
                .verify(new RSASSAVerifier(acme.signingKey().publicKey()));
    }

    @Nested
    class TheSample {

        @Test
        void hasTheClaimsOfAtlassiansSample() throws Exception {
            var claims = SignedJWT.parse(acme.mint().token()).getJWTClaimsSet().toJSONObject();
            assertThat(claims)
                    .containsEntry("iss", acme.issuer())
                    .containsEntry("aud", "ari:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553d")
                    .containsEntry("sub", REPOSITORY + ":" + ENVIRONMENT + ":" + STEP)
                    .containsEntry("workspaceUuid", "{922e118c-f34f-4226-a897-0e0afbec553d}")
                    .containsEntry("repositoryUuid", REPOSITORY)
                    .containsEntry("deploymentEnvironmentUuid", ENVIRONMENT)
                    .containsEntry("pipelineUuid", "{d3b6f1a0-1b1f-4c4b-9d4e-6ad7f9f7f6c1}")
                    .containsEntry("stepUuid", STEP)
                    .containsEntry("branchName", "main")
                    .containsEntry("iat", 1_784_000_000L)
                    .containsEntry("exp", 1_784_003_600L)
                    .hasSize(11);
        }

        @Test
        void verifiesForAnIndependentReader() throws Exception {
            assertThat(verifies(acme.mint().token())).isTrue();
            assertThat(part(acme.mint().token(), 0))
                    .isEqualTo("{\"kid\":\"acme-key-1\",\"typ\":\"JWT\",\"alg\":\"RS256\"}");
        }

        @Test
        void letsTheSubjectFollowWhatTheStepIs() {
            UUID other = new UUID(1, 2);
            assertThat(payload(acme.mint().noEnvironment()))
                    .contains("\"sub\":\"" + REPOSITORY + ":" + STEP + "\"")
                    .doesNotContain("deploymentEnvironmentUuid");
            assertThat(payload(acme.mint().repository(other).environment(other).step(other)))
                    .contains("\"sub\":\"{" + other + "}:{" + other + "}:{" + other + "}\"");
        }
    }

    @Nested
    class WrongClaims {

        @Test
        void takesEveryJsonValue() {
            assertThat(payload(acme.mint()
                            .claim("branchName", 7)
                            .claim("exp", true)
                            .claim("iat", null)
                            .claimJson("sub", "1e999")
                            .claim("aud", List.of("a", List.of()))
                            .audiences("one")))
                    .contains("\"branchName\":7", "\"exp\":true", "\"iat\":null", "\"sub\":1e999", "\"aud\":[\"one\"]");
            assertThatIllegalArgumentException().isThrownBy(() -> acme.mint().claim("x", new Object()));
        }

        @Test
        void leavesTheOthersAlone() {
            assertThat(payload(acme.mint().claim("repositoryUuid", "{x}")))
                    .contains("\"repositoryUuid\":\"{x}\"")
                    .contains("\"sub\":\"" + REPOSITORY);
            assertThat(payload(acme.mint().without("sub", "branchName"))).doesNotContain("\"sub\"", "branchName");
        }

        @Test
        void writesANameTwice() {
            assertThat(payload(acme.mint().duplicate("iss", "other"))).endsWith(",\"iss\":\"other\"}");
        }

        @Test
        void movesInTime() {
            assertThat(payload(acme.mint().issuedAt(NOW.minusSeconds(10))))
                    .contains("\"iat\":1783999990", "\"exp\":1784003590");
            assertThat(payload(acme.mint().lifetime(NOW, Duration.ofSeconds(-1))))
                    .contains("\"exp\":1783999999");
        }

        @Test
        void takesAnyTextForAWholePart() {
            String token = acme.mint().header("{").payload("\u00e9").token();
            assertThat(part(token, 0)).isEqualTo("{");
            assertThat(part(token, 1)).isEqualTo("\u00e9");
        }
    }

    @Nested
    class WrongSignatures {

        @Test
        void turnsABit() throws Exception {
            assertThat(verifies(acme.mint().wrongSignature().token())).isFalse();
        }

        @Test
        void signsWithAStrangersKeyUnderTheSameId() throws Exception {
            String token =
                    acme.mint().signedBy(SigningKey.generate("stranger", 1024)).token();
            assertThat(part(token, 0)).contains("\"kid\":\"acme-key-1\"");
            assertThat(verifies(token)).isFalse();
        }

        @Test
        void leavesTheSignatureOut() {
            String token = acme.mint().algorithm("none").token();
            assertThat(token).endsWith(".");
            assertThat(part(token, 0)).contains("\"alg\":\"none\"");
        }

        @Test
        void takesThePublicKeyForAnHmacSecret() throws Exception {
            byte[] secret = acme.signingKey().publicKey().getEncoded();
            assertThat(SignedJWT.parse(acme.mint().algorithm("HS256").token()).verify(new MACVerifier(secret)))
                    .isTrue();
            byte[] own = "a secret of at least 256 bits, as HS256 wants it".getBytes(StandardCharsets.UTF_8);
            assertThat(SignedJWT.parse(acme.mint().hmac("HS256", own).token()).verify(new MACVerifier(own)))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
        void signsRightlyByAnotherRsaAlgorithm(String algorithm) throws Exception {
            assertThat(verifies(acme.mint().algorithm(algorithm).token())).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"ES256", "ES384", "ES512", "EdDSA"})
        void signsByAlgorithmsOfOtherKeys(String algorithm) {
            assertThat(acme.mint().algorithm(algorithm).token().split("\\.", -1)[2])
                    .isNotEmpty();
        }

        @Test
        void writesAnAlgorithmThatIsNoneIntoTheHeaderOnly() throws Exception {
            String token = acme.mint().header("alg", "rs256").token();
            assertThat(part(token, 0)).contains("\"alg\":\"rs256\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> acme.mint().algorithm("rs256").token())
                    .withMessageContaining("header(\"alg\", ...)");
            assertThat(part(acme.mint().withoutHeader("alg", "typ").token(), 0)).isEqualTo("{\"kid\":\"acme-key-1\"}");
        }
    }
}
