package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.rows.Row;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows C11 and C16: for whom the token is, and whether its claims agree with each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimAgreementTest {

    private final Verifying verifying = new Verifying();

    @AfterAll
    void close() {
        verifying.close();
    }

    private static String list(String... texts) {
        return Arrays.stream(texts).collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    @Nested
    class Audience {

        @Row("C11")
        @Test
        void c11TakesOursAloneOrAmongOthers() {
            verifying.accept(verifying.token().claim("aud", list(TestToken.AUDIENCE)));
            VerifiedToken token =
                    verifying.accept(verifying.token().claim("aud", list("sts.amazonaws.com", TestToken.AUDIENCE)));
            assertThat(token.audiences()).containsExactly("sts.amazonaws.com", TestToken.AUDIENCE);
        }

        @Row("C11")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"sts.amazonaws.com\"",
                    "[]",
                    "[\"a\",\"b\"]",
                    "\"ari:cloud:bitbucket::workspace/\"",
                    "\"ari:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553\"",
                    "\"ari:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553d \"",
                    "\"xari:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553d\"",
                    "\"ARI:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553d\"",
                    "\"ari:cloud:bitbucket::workspace/922E118C-F34F-4226-A897-0E0AFBEC553D\"",
                    "\"ari:cloud:bitbucket::workspace/{922e118c-f34f-4226-a897-0e0afbec553d}\"",
                    "\"[ari:cloud:bitbucket::workspace/922e118c-f34f-4226-a897-0e0afbec553d]\""
                })
        void c11RefusesWhatIsNotExactlyOurs(String aud) {
            assertThat(verifying.codeOf(verifying.token().claim("aud", aud))).isEqualTo("audience_mismatch");
        }

        @Row("C11")
        @ParameterizedTest
        @ValueSource(strings = {"[\"\"]", "\"\"", "[null]", "7", "true", "{}", "{\"aud\":\"x\"}", "[[]]", "[1]"})
        void c11RefusesOtherTypes(String aud) {
            assertThat(verifying.codeOf(verifying.token().claim("aud", aud))).isEqualTo("claim_type");
        }

        @Row("C11")
        @Test
        void c11RefusesOursInsideAnythingElse() {
            String ours = '"' + TestToken.AUDIENCE + '"';
            for (String aud :
                    new String[] {"[[" + ours + "]]", "[" + ours + ",null]", "[" + ours + ",\"\"]", "[" + ours + ",1]"
                    }) {
                assertThat(verifying.codeOf(verifying.token().claim("aud", aud)))
                        .isEqualTo("claim_type");
            }
        }

        @Row("C11")
        @Test
        void c11TakesNoMoreThanFifty() {
            String[] many = IntStream.range(0, 49).mapToObj(i -> "a" + i).toArray(String[]::new);
            String json = list(many);
            String fifty = json.substring(0, json.length() - 1) + ",\"" + TestToken.AUDIENCE + "\"]";
            verifying.accept(verifying.token().claim("aud", fifty));
            assertThat(verifying.codeOf(verifying
                            .token()
                            .claim("aud", fifty.substring(0, fifty.length() - 1) + ",\"b\"]")))
                    .isEqualTo("claim_type");
        }

        @Row("C19")
        @Test
        void c19RefusesATokenThatWasMadeForAnotherService() {
            // Whoever edits the YAML may name any audience; only ours makes a token ours.
            for (String aud :
                    new String[] {"\"https://vault.example\"", list("https://vault.example", "sts.amazonaws.com")}) {
                assertThat(verifying.codeOf(verifying.token().claim("aud", aud)))
                        .isEqualTo("audience_mismatch");
            }
            verifying.accept(verifying.token().claim("aud", list("https://vault.example", TestToken.AUDIENCE)));
        }

        @Row("C11")
        @Test
        void c11TakesAnyOfTheConfiguredOnes() {
            try (FakeIssuer issuer = FakeIssuer.start("k1");
                    TokenVerifier verifier = TokenVerifier.builder()
                            .workspace(Workspace.builder("acme", UUID.fromString(TestToken.WORKSPACE))
                                    .issuer(issuer.issuer())
                                    .audiences("one", "two")
                                    .build())
                            .clock(new FakeTime())
                            .build()) {
                TestToken token = TestToken.of(issuer.issuer(), "k1");
                assertThat(verifier.verify(token.text("aud", "two").signed()))
                        .isInstanceOf(Verification.Verified.class);
                Verification replaced =
                        verifier.verify(token.text("aud", TestToken.AUDIENCE).signed());
                assertThat(((Verification.Rejected) replaced).rejection().code())
                        .isEqualTo(Rejection.Code.AUDIENCE_MISMATCH);
            }
        }
    }

    @Nested
    class SubjectAndClaims {

        private String codeOf(String sub) {
            return verifying.codeOf(verifying.token().text("sub", sub));
        }

        @Test
        void saysWhatASubjectMustBe() {
            Verification refused = verifying.verifier.verify(
                    verifying.token().text("sub", TestToken.REPOSITORY).signed());
            Rejection rejection = ((Verification.Rejected) refused).rejection();
            assertThat(rejection.code()).isEqualTo(Rejection.Code.CLAIM_TYPE);
            assertThat(rejection.detail())
                    .isEqualTo("sub is not two or three UUIDs in braces, with colons between them");
        }

        @Row("C16")
        @Test
        void c16TakesTheThreeForms() {
            for (String form : List.of(
                    TestToken.REPOSITORY + ":" + TestToken.ENVIRONMENT + ":" + TestToken.STEP,
                    TestToken.REPOSITORY + ":" + TestToken.STEP,
                    TestToken.REPOSITORY + ":" + TestToken.ENVIRONMENT)) {
                assertThat(verifying.accept(verifying.token().text("sub", form)).subject())
                        .isEqualTo(form);
            }
        }

        @Row("C16")
        @Test
        void c16RefusesSegmentsThatDifferFromTheClaims() {
            assertThat(codeOf(TestToken.OTHER + ":" + TestToken.STEP)).isEqualTo("claim_conflict");
            assertThat(codeOf(TestToken.REPOSITORY + ":" + TestToken.OTHER)).isEqualTo("claim_conflict");
            assertThat(codeOf(TestToken.OTHER + ":" + TestToken.ENVIRONMENT + ":" + TestToken.STEP))
                    .isEqualTo("claim_conflict");
            assertThat(codeOf(TestToken.REPOSITORY + ":" + TestToken.OTHER + ":" + TestToken.STEP))
                    .isEqualTo("claim_conflict");
            assertThat(codeOf(TestToken.REPOSITORY + ":" + TestToken.ENVIRONMENT + ":" + TestToken.OTHER))
                    .isEqualTo("claim_conflict");
            assertThat(codeOf(TestToken.REPOSITORY + ":" + TestToken.STEP + ":" + TestToken.ENVIRONMENT))
                    .isEqualTo("claim_conflict");
            assertThat(codeOf(TestToken.STEP + ":" + TestToken.REPOSITORY)).isEqualTo("claim_conflict");
            assertThat(codeOf(TestToken.REPOSITORY + ":" + TestToken.REPOSITORY))
                    .isEqualTo("claim_conflict");
        }

        @Row("C16")
        @Test
        void c16RefusesAnEnvironmentThatNoClaimNames() {
            TestToken token = verifying.token().without("deploymentEnvironmentUuid");
            assertThat(verifying.codeOf(token)).isEqualTo("claim_conflict");
            assertThat(verifying.codeOf(token.text("sub", TestToken.REPOSITORY + ":" + TestToken.ENVIRONMENT)))
                    .isEqualTo("claim_conflict");
            verifying.accept(token.text("sub", TestToken.REPOSITORY + ":" + TestToken.STEP));
        }

        @Row("C16")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}",
                    ":{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}:",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7};{759de0c6-eaee-4eaa-b7a6-c507eec759a7}",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}:{759DE0C6-EAEE-4EAA-B7A6-C507EEC759A7}",
                    "1de489be-ce6a-42a0-a8c8-eadbf1174ac7:759de0c6-eaee-4eaa-b7a6-c507eec759a7",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}:{759de0c6-eaee-4eaa-b7a6-c507eec759a7}:",
                    "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}:{759de0c6-eaee-4eaa-b7a6-c507eec759a7} "
                })
        void c16RefusesWhatIsNotASubject(String sub) {
            assertThat(codeOf(sub)).isEqualTo("claim_type");
        }

        @Row("C16")
        @Test
        void c16RefusesFourSegments() {
            assertThat(codeOf(TestToken.REPOSITORY + ":" + TestToken.ENVIRONMENT + ":" + TestToken.STEP + ":"
                            + TestToken.STEP))
                    .isEqualTo("claim_type");
        }
    }

    @Nested
    class WorkspaceAndClaims {

        private static final String ARI = "ari:cloud:bitbucket::workspace/";

        @Row("C16")
        @Test
        void c16RefusesTheAudienceOfAnotherWorkspace() {
            assertThat(verifying.codeOf(verifying.token().text("workspaceUuid", TestToken.OTHER)))
                    .isEqualTo("claim_conflict");
            String other = TestToken.OTHER.substring(1, 37);
            for (String spelling :
                    new String[] {other, TestToken.OTHER, other.replace("000000000001", "00000000000A")}) {
                assertThat(verifying.codeOf(verifying.token().claim("aud", list(TestToken.AUDIENCE, ARI + spelling))))
                        .isEqualTo("claim_conflict");
            }
        }

        @Test
        void refusesATokenThatAgreesWithItselfOnAnotherWorkspace() {
            assertThat(verifying.codeOf(verifying
                            .token()
                            .text("workspaceUuid", TestToken.OTHER)
                            .text("aud", ARI + TestToken.OTHER.substring(1, 37))))
                    .isEqualTo("workspace_mismatch");
        }

        @Test
        void givesTheFirstReasonInTheOrderOfTheCodes() {
            TestToken token = verifying
                    .token()
                    .claim("exp", 1)
                    .claim("iat", TestToken.ISSUED + 100_000)
                    .text("aud", "none")
                    .text("workspaceUuid", TestToken.OTHER)
                    .text("sub", TestToken.OTHER + ":" + TestToken.STEP)
                    .text("pipelineUuid", "x")
                    .without("stepUuid");
            assertThat(verifying.codeOf(token)).isEqualTo("claim_missing");
            assertThat(verifying.codeOf(token.text("stepUuid", TestToken.STEP))).isEqualTo("claim_type");
            assertThat(verifying.codeOf(token.without("pipelineUuid"))).isEqualTo("claim_conflict");
            assertThat(verifying.codeOf(token.text("sub", TestToken.REPOSITORY + ":" + TestToken.STEP)))
                    .isEqualTo("workspace_mismatch");
            assertThat(verifying.codeOf(token.text("workspaceUuid", "{" + TestToken.WORKSPACE + "}")))
                    .isEqualTo("audience_mismatch");
            assertThat(verifying.codeOf(token.text("aud", TestToken.AUDIENCE))).isEqualTo("expired");
            assertThat(verifying.codeOf(token.claim("exp", TestToken.EXPIRES))).isEqualTo("not_yet_valid");
        }
    }
}
