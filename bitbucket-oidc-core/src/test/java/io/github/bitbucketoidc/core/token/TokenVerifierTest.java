package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    private final Verifying verifying = new Verifying();

    @AfterEach
    void close() {
        verifying.close();
    }

    @Test
    void provesWhichStepIsAsking() {
        VerifiedToken token = verifying.accept(verifying.token().claim("compliant", "true"));

        assertThat(token.bitbucketStep().workspace()).isEqualTo(verifying.issuer.workspace());
        assertThat(token.bitbucketStep().repository()).isEqualTo(uuid(TestToken.REPOSITORY));
        assertThat(token.bitbucketStep().environment()).contains(uuid(TestToken.ENVIRONMENT));
        assertThat(token.bitbucketStep().pipeline()).contains(uuid(TestToken.PIPELINE));
        assertThat(token.bitbucketStep().step()).isEqualTo(uuid(TestToken.STEP));
        assertThat(token.bitbucketStep().branch()).contains("main");
        assertThat(token.issuer()).isEqualTo(verifying.issuer.issuer());
        assertThat(token.audiences()).containsExactly(TestToken.AUDIENCE);
        assertThat(token.issuedAt()).isEqualTo(Instant.ofEpochSecond(TestToken.ISSUED));
        assertThat(token.expires()).isEqualTo(Instant.ofEpochSecond(TestToken.EXPIRES));
        assertThat(token.keyId()).contains("k1");
        assertThat(token.subject())
                .isEqualTo(TestToken.REPOSITORY + ":" + TestToken.ENVIRONMENT + ":" + TestToken.STEP);
        assertThat(token.workload().run()).isEqualTo(uuid(TestToken.STEP).toString());
        assertThat(token.workload().attributes())
                .isEqualTo(Map.of(
                        "workspace", verifying.issuer.workspace().uuid().toString(),
                        "repository", uuid(TestToken.REPOSITORY).toString(),
                        "environment", uuid(TestToken.ENVIRONMENT).toString(),
                        "pipeline", uuid(TestToken.PIPELINE).toString(),
                        "step", uuid(TestToken.STEP).toString()));
        assertThat(token.claims().flag("compliant")).contains(true);
        assertThat(token.claims().list("aud")).isEqualTo(List.of(TestToken.AUDIENCE));
        assertThat(token.claims().number("exp")).hasValue(TestToken.EXPIRES);
    }

    @Test
    void takesATokenWithoutTheOptionalClaims() {
        VerifiedToken token = verifying.accept(verifying
                .token()
                .text("sub", TestToken.REPOSITORY + ":" + TestToken.STEP)
                .without("deploymentEnvironmentUuid")
                .without("pipelineUuid")
                .without("branchName"));

        assertThat(token.bitbucketStep().environment()).isEmpty();
        assertThat(token.bitbucketStep().pipeline()).isEmpty();
        assertThat(token.bitbucketStep().branch()).isEmpty();
        assertThat(token.workload().attributes()).containsOnlyKeys("workspace", "repository", "step");
    }

    @Test
    void fetchesTheKeysOnceAndOnlyWhenTheyAreNeeded() {
        assertThat(verifying.issuer.requests()).isZero();

        verifying.accept(verifying.token());
        verifying.accept(verifying.token().text("branchName", "next"));

        assertThat(verifying.issuer.discoveries()).isOne();
        assertThat(verifying.issuer.keyRequests()).isOne();
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> verifying.verifier.verify(null))
                .withMessage("token");
    }

    private static UUID uuid(String inBraces) {
        return UUID.fromString(inBraces.substring(1, 37));
    }
}
