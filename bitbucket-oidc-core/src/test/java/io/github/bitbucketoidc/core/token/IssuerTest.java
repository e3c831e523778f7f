package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.rows.Row;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows C10, C20, K9, K10 and K15: which issuer a token is of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssuerTest {

    private static final String OTHER_WORKSPACE = TestToken.OTHER.substring(1, 37);

    private final Verifying verifying = new Verifying();

    @AfterAll
    void close() {
        verifying.close();
    }

    @Row("C10")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc/",
                "https://API.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "https://api.bitbucket.org:443/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "https://api.bitbucket.org/2.0/workspaces%2Facme/pipelines-config/identity/oidc",
                "https://api.bitbucket.org@evil.example/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "https://api.bitbucket.org/2.0/workspaces/x/../acme/pipelines-config/identity/oidc",
                "https://api.b\u0131tbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "http://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "HTTPS://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                " https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc",
                "https://api.bitbucket.org/2.0/workspaces/ACME/pipelines-config/identity/oidc",
                "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc?x",
                "https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc#x",
                ""
            })
    void c10ComparesTextAndNotUrls(String issuer) {
        try (TokenVerifier verifier = TokenVerifier.builder()
                .workspace(Workspace.of("acme", UUID.fromString(TestToken.WORKSPACE)))
                .clock(verifying.time)
                .build()) {
            Verification verification =
                    verifier.verify(TestToken.of(issuer, "k1").signed());
            assertThat(((Verification.Rejected) verification).rejection().code())
                    .isEqualTo(Rejection.Code.ISSUER_UNKNOWN);
        }
    }

    @Row("K10")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd", "http://169.254.169.254/latest", "http://10.0.0.1", "https://evil.example",
                "http://[::1]:1/x", "jar:file:/x", "//evil.example", "../../x"
            })
    void k10AsksNobodyWhomTheTokenNames(String issuer) {
        assertThat(verifying.codeOf(TestToken.of(issuer, "k1"))).isEqualTo("issuer_unknown");
        assertThat(verifying.issuer.requests()).isZero();
    }

    @Row("K10")
    @Test
    void k10AsksNotEvenAServerThatIsThere() {
        try (FakeIssuer evil = FakeIssuer.start("k1")) {
            assertThat(verifying.codeOf(TestToken.of(evil.issuer(), "k1"))).isEqualTo("issuer_unknown");
            assertThat(verifying.codeOf(TestToken.of(verifying.issuer.server() + "/acme/../../x", "k1")))
                    .isEqualTo("issuer_unknown");
            assertThat(evil.requests()).isZero();
        }
    }

    @Row("K15")
    @Test
    void k15KeepsNothingOfUnknownIssuers() {
        for (int i = 0; i < 50; i++) {
            verifying.codeOf(TestToken.of("https://issuer-" + i + ".example", "k1"));
        }
        assertThat(verifying.verifier.keyStates()).containsOnlyKeys(verifying.issuer.issuer());
    }

    @Test
    void refusesATokenWhoseIssuerIsNoText() {
        assertThat(verifying.codeOf(verifying.token().claim("iss", "[\"" + verifying.issuer.issuer() + "\"]")))
                .isEqualTo("claim_type");
        assertThat(verifying.codeOf(verifying.token().without("iss"))).isEqualTo("claim_missing");
    }

    @Test
    void looksAtTheIssuerAfterTheHeaderAndThePayload() {
        TestToken token = TestToken.of("https://evil.example", "k1").header("alg", "\"none\"");
        assertThat(verifying.codeOf(token)).isEqualTo("alg_not_allowed");
        assertThat(verifying.codeOf(token.header("alg", "\"RS256\"").rawPayload("[]")))
                .isEqualTo("json_invalid");
    }

    @Row("K9")
    @Test
    void k9NeverLooksForAKidInAnotherIssuersKeys() {
        try (FakeIssuer ours = FakeIssuer.start();
                FakeIssuer theirs = FakeIssuer.start()) {
            // Both call their key "same", and the keys differ.
            ours.publishSet(TestKeys.set(TestKeys.jwk("same", TestKeys.rsa("ours"))));
            theirs.publishSet(TestKeys.set(TestKeys.jwk("same", TestKeys.rsa("theirs"))));
            try (TokenVerifier verifier = both(ours, theirs)) {
                TestToken good = ofTheirs(theirs).signedBy(TestKeys.rsa("theirs"));
                TestToken forged = ofTheirs(theirs).signedBy(TestKeys.rsa("ours"));
                assertThat(code(verifier, TestToken.of(ours.issuer(), "same").signedBy(TestKeys.rsa("ours"))))
                        .isEqualTo("accepted");
                assertThat(code(verifier, forged)).isEqualTo("signature_invalid");
                assertThat(code(verifier, good)).isEqualTo("accepted");
                assertThat(code(verifier, TestToken.of(ours.issuer(), "same").signedBy(TestKeys.rsa("theirs"))))
                        .isEqualTo("signature_invalid");
            }
        }
    }

    @Row("C20")
    @Test
    void c20BindsTheTokenToTheWorkspaceOfItsIssuer() {
        try (FakeIssuer ours = FakeIssuer.start("k1");
                FakeIssuer theirs = FakeIssuer.start("k2");
                TokenVerifier verifier = both(ours, theirs)) {
            // Their own token that names our repository is theirs all the same; their token that names our workspace is
            // none.
            Verification naming = verifier.verify(ofTheirs(theirs, "k2")
                    .text("repositoryUuid", TestToken.REPOSITORY)
                    .signed());
            VerifiedToken token = ((Verification.Verified) naming).token();
            assertThat(token.bitbucketStep().workspace()).isEqualTo(workspaceOfTheirs(theirs));
            assertThat(token.issuer()).isEqualTo(theirs.issuer());
            assertThat(code(verifier, TestToken.of(theirs.issuer(), "k2"))).isEqualTo("workspace_mismatch");
            assertThat(code(verifier, TestToken.of(ours.issuer(), "k2"))).isEqualTo("key_unknown");
        }
    }

    private static TokenVerifier both(FakeIssuer ours, FakeIssuer theirs) {
        return TokenVerifier.builder()
                .workspaces(List.of(ours.workspace(), workspaceOfTheirs(theirs)))
                .clock(new FakeTime())
                .build();
    }

    private static Workspace workspaceOfTheirs(FakeIssuer theirs) {
        return Workspace.builder("globex", UUID.fromString(OTHER_WORKSPACE))
                .issuer(theirs.issuer())
                .build();
    }

    private static TestToken ofTheirs(FakeIssuer theirs) {
        return ofTheirs(theirs, "same");
    }

    private static TestToken ofTheirs(FakeIssuer theirs, String kid) {
        return TestToken.of(theirs.issuer(), kid)
                .text("workspaceUuid", TestToken.OTHER)
                .text("aud", "ari:cloud:bitbucket::workspace/" + OTHER_WORKSPACE);
    }

    private static String code(TokenVerifier verifier, TestToken token) {
        Verification verification = verifier.verify(token.signed());
        return verification instanceof Verification.Rejected rejected
                ? rejected.rejection().code().toString()
                : "accepted";
    }
}
