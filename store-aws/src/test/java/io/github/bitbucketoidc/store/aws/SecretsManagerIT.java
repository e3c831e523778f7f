package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

@NeedsMoto
class SecretsManagerIT {

    private Moto moto;
    private SecretStore store;

    @BeforeEach
    void open() throws IOException {
        moto = Moto.started();
        moto.reset();
        store = Stores.open("aws-secrets-manager", Stores.at(moto.address(), "prefix", "ci/"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void readsANameBelowThePrefixAndItsJsonFields() {
        moto.create("ci/db/main", "{\"user\":\"app\",\"password\":\"correct horse\",\"port\":5432,\"none\":null}");
        Secret secret = Stores.read(store, "db/main").get(SecretId.of("db/main"));
        assertThat(secret.fields()).containsOnlyKeys("user", "password");
        assertThat(secret.fields().get("password").reveal()).isEqualTo("correct horse");
        assertThat(secret.malformedFields()).containsExactlyInAnyOrder("port", "none");
        assertThat(secret.version()).isPresent();
    }

    @Test
    void readsByArnAndByArnWithoutItsLastCharacters() {
        String arn = moto.create("ci/db/main", "correct horse");
        String partial = arn.substring(0, arn.length() - 7);
        assertThat(Stores.text(store, arn)).isEqualTo("correct horse");
        assertThat(Stores.text(store, partial)).isEqualTo("correct horse");
        assertThat(Stores.read(store, "db/main", arn, partial)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db/main", "a+b", "a=b", "team@example.com", "x_y.z-1", "deep/er/and/deeper", "rds!cluster-1"})
    void readsNamesWithEverySignThatAwsAllows(String name) {
        moto.create("ci/" + name, "correct horse");
        SecretId id = SecretId.of(name);
        var request = SecretRequest.of(List.of(id), Deadline.after(Duration.ofSeconds(30)), Stores.caller());
        assertThat(store.read(request).get(id).text().orElseThrow().reveal()).isEqualTo("correct horse");
    }

    @Test
    void readsSecretsThatAwsMadeByNameAndByArn() {
        String name = "rds!cluster-5a7f1c2d-0b7e-4d1c-9f6a-3b1f0c2d4e5f";
        String arn = moto.create(name, "{\"username\":\"admin\",\"password\":\"correct horse\"}");
        try (SecretStore whole = Stores.open("aws-secrets-manager", Stores.at(moto.address()))) {
            for (String id : new String[] {name, arn, arn.substring(0, arn.length() - 7)}) {
                assertThat(whole.validate(SecretReference.to(SecretId.of(id))))
                        .as(id)
                        .isEmpty();
                assertThat(Stores.read(whole, id)
                                .get(SecretId.of(id))
                                .fields()
                                .get("password")
                                .reveal())
                        .isEqualTo("correct horse");
            }
            assertThat(Stores.read(whole, name, arn)).hasSize(2);
        }
    }

    @Row("F13")
    @Test
    void readsStagesAndVersions() {
        moto.create("ci/db", "first");
        String second = moto.secrets()
                .putSecretValue(put -> put.secretId("ci/db").secretString("second"))
                .versionId();
        moto.secrets()
                .putSecretValue(
                        put -> put.secretId("ci/db").secretString("pending").versionStages("AWSPENDING"));
        assertThat(Stores.text(store, "db")).isEqualTo("second");
        assertThat(Stores.text(store, "db@AWSCURRENT")).isEqualTo("second");
        assertThat(Stores.text(store, "db@AWSPREVIOUS")).isEqualTo("first");
        assertThat(Stores.text(store, "db@AWSPENDING")).isEqualTo("pending");
        assertThat(Stores.text(store, "db@" + second)).isEqualTo("second");
        assertThat(Stores.read(store, "db@NOSUCHSTAGE", "db")).containsOnlyKeys(SecretId.of("db"));
        assertThat(Stores.read(store, "db@AWSPREVIOUS", "db@AWSCURRENT", "db")).hasSize(3);
    }

    @Test
    void leavesOutWhatIsNotThere() {
        moto.create("ci/here", "correct horse");
        moto.create("outside", "battery staple");
        assertThat(Stores.read(store, "missing")).isEmpty();
        assertThat(Stores.read(store, "here", "missing", "outside")).containsOnlyKeys(SecretId.of("here"));
    }

    @Row("F12")
    @Test
    void readsFortyOneSecrets() {
        String[] ids = IntStream.range(0, 41).mapToObj(i -> "many/" + i).toArray(String[]::new);
        for (String id : ids) {
            moto.create("ci/" + id, "value of " + id);
        }
        Map<SecretId, Secret> found = Stores.read(store, ids);
        assertThat(found).hasSize(41);
        found.forEach((id, secret) ->
                assertThat(secret.text().map(SecretValue::reveal)).contains("value of " + id));
    }

    @Row("F11")
    @Test
    void failsForASecretThatIsScheduledForDeletion() {
        moto.create("ci/here", "correct horse");
        moto.create("ci/doomed", "battery staple");
        moto.secrets().deleteSecret(delete -> delete.secretId("ci/doomed").recoveryWindowInDays(7L));
        assertThat(Stores.failure(store, "doomed").kind()).isEqualTo(Kind.DENIED);
        assertThat(Stores.failure(store, "here", "doomed").kind()).isEqualTo(Kind.DENIED);
        assertThat(Stores.failure(store, "here", "doomed")).hasMessageContaining("InvalidRequestException");
    }

    @Row("F13")
    @Test
    void refusesBinarySecretsUnlessTheyAreWanted() {
        moto.secrets()
                .createSecret(
                        create -> create.name("ci/key").secretBinary(SdkBytes.fromByteArray(new byte[] {0, -1, 7})));
        assertThat(Stores.failure(store, "key").kind()).isEqualTo(Kind.MALFORMED);
        try (SecretStore inBase64 =
                Stores.open("aws-secrets-manager", Stores.at(moto.address(), "prefix", "ci/", "as", "base64"))) {
            assertThat(Stores.text(inBase64, "key")).isEqualTo("AP8H");
        }
    }

    @Test
    void readsALargeValueWhole() {
        String large = "x".repeat(65_536);
        moto.create("ci/large", large);
        assertThat(Stores.text(store, "large")).isEqualTo(large);
    }

    @Test
    void refusesAnArnOutsideOfThePrefix() {
        String arn = moto.create("other/db", "battery staple");
        assertThat(Stores.failure(store, arn).kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(Stores.failure(store, arn)).hasMessageContaining("outside of the prefix 'ci/'");
    }
}
