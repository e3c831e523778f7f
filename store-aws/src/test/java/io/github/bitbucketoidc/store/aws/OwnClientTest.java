package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** An application that has AWS clients of its own. */
class OwnClientTest {

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAOWN", "secret-of-the-application"));

    private FakeAws aws;

    @BeforeEach
    void start() throws IOException {
        aws = new FakeAws().answering(new FakeSecrets());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private SecretsManagerClient client() {
        return SecretsManagerClient.builder()
                .region(Moto.REGION)
                .endpointOverride(aws.address())
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Test
    void readsWithItAndLeavesItOpen() {
        try (SecretsManagerClient client = client()) {
            SecretStores stores = SecretStores.of(AwsStores.secretsManager(client));
            try (SecretStore store = stores.open("aws-secrets-manager", StoreConfig.of(Map.of("prefix", "ci/")))) {
                assertThat(Stores.text(store, "db")).isEqualTo("value of ci/db");
                assertThat(store.sharing()).isEqualTo(SecretStore.Sharing.SHARED);
            }
            assertThat(client.getSecretValue(get -> get.secretId("ci/db")).name())
                    .isEqualTo("ci/db");
        }
        assertThat(aws.calls())
                .allSatisfy(call -> assertThat(call.authorization()).contains("Credential=AKIAOWN/"));
    }

    @Test
    void settlesNothingThatTheClientHas() {
        try (SecretsManagerClient client = client()) {
            SecretStores stores = SecretStores.of(AwsStores.secretsManager(client));
            StoreConfig config = StoreConfig.of(Map.of("region", "eu-central-1"));
            assertThatThrownBy(() -> stores.open("aws-secrets-manager", config))
                    .hasMessageContaining("region")
                    .hasMessageContaining("is not a known key");
        }
    }

    @Test
    void makesSessionsWithIt() {
        aws.answering(
                call -> FakeAws.Answer.session(call, "ASIA1", Instant.now().plusSeconds(3600)));
        Map<String, Object> roles = Map.of("deploy", "arn:aws:iam::123456789012:role/deploy");
        try (StsClient client = StsClient.builder()
                .region(Moto.REGION)
                .endpointOverride(aws.address())
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            SecretStores stores = SecretStores.of(AwsStores.credentials(client));
            try (SecretStore store = stores.open("aws-credentials", StoreConfig.of(Map.of("roles", roles)))) {
                assertThat(Stores.read(store, "deploy")).hasSize(1);
            }
            StoreConfig asStep = StoreConfig.of(Map.of("roles", roles, "login", "step"));
            try (SecretStore store = stores.open("aws-credentials", asStep)) {
                assertThat(Stores.read(store, "deploy")).hasSize(1);
            }
            assertThatThrownBy(() ->
                            stores.open("aws-credentials", StoreConfig.of(Map.of("roles", roles, "login", "default"))))
                    .hasMessageContaining("must be step");
            aws.answering(call -> FakeAws.Answer.stsError(403, "AccessDenied", "no"));
            try (SecretStore store = stores.open("aws-credentials", StoreConfig.of(Map.of("roles", roles)))) {
                assertThat(Stores.failure(store, "deploy").kind()).isEqualTo(Kind.DENIED);
            }
        }
        assertThat(aws.calls().get(0).parameters()).containsEntry("Action", "AssumeRole");
        assertThat(aws.calls().get(1).parameters()).containsEntry("Action", "AssumeRoleWithWebIdentity");
    }
}
