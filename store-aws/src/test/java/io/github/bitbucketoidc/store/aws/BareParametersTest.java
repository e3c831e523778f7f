package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStore;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parameters {@code x} and {@code /x} are one; AWS answers with the name that it was made with. */
class BareParametersTest {

    private FakeAws aws;
    private SecretStore store;

    @BeforeEach
    void open() throws IOException {
        aws = new FakeAws();
        store = Stores.open("aws-parameter-store", Stores.at(aws.address()));
    }

    @AfterEach
    void close() {
        store.close();
        aws.close();
    }

    private static FakeAws.Answer found(String name) {
        return FakeAws.Answer.json(
                "{\"Parameters\":[{\"ARN\":\"arn:aws:ssm:eu-central-1:123456789012:parameter/x\",\"Name\":\"" + name
                        + "\",\"Type\":\"SecureString\",\"Value\":\"correct horse\",\"Version\":1}],\"InvalidParameters\":[]}");
    }

    private static FakeAws.Answer missing(String name) {
        return FakeAws.Answer.json("{\"Parameters\":[],\"InvalidParameters\":[\"" + name + "\"]}");
    }

    @Test
    void isReadInOneCallIfTheServerTakesBothForOne() {
        aws.answering(call -> found("x"));
        assertThat(Stores.text(store, "x")).isEqualTo("correct horse");
        assertThat(aws.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("\"/x\""));
    }

    @Test
    void isAskedForByItsOtherNameIfTheServerDoesNot() {
        aws.answering(call -> call.body().contains("\"/x\"") ? missing("/x") : found("x"));
        assertThat(Stores.text(store, "x")).isEqualTo("correct horse");
        assertThat(aws.calls()).hasSize(2);
    }

    @Test
    void isMissingIfNeitherIsThere() {
        aws.answering(call -> missing(call.body().contains("\"/x\"") ? "/x" : "x"));
        assertThat(Stores.read(store, "x")).isEmpty();
        assertThat(aws.calls()).hasSize(2);
    }

    @Test
    void isNeverMeantByANameInAFolder() {
        aws.answering(call -> missing("/ci/x"));
        assertThat(Stores.read(store, "ci/x")).isEmpty();
        assertThat(aws.calls()).hasSize(1);
    }

    @Test
    void isOutsideOfAPrefix() {
        try (SecretStore below = Stores.open("aws-parameter-store", Stores.at(aws.address(), "prefix", "ci/"))) {
            aws.answering(call -> found("x"));
            assertThat(below.validate(SecretReference.to(SecretId.of("x")))).isEmpty();
            assertThat(Stores.failure(below, "x")).isNotNull();
        }
    }

    @Test
    void mayShowWhatSecretsManagerHolds() {
        assertThat(store.validate(SecretReference.to(SecretId.of("aws/reference/secretsmanager/rds!cluster-1"))))
                .isEmpty();
        assertThat(store.validate(SecretReference.to(SecretId.of("ci/rds!cluster-1"))))
                .isPresent();
    }
}
