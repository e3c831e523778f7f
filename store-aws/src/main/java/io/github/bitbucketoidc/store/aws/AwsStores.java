package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.aws.credentials.ClientCredentialsFactory;
import io.github.bitbucketoidc.store.aws.parameters.ParameterReads;
import io.github.bitbucketoidc.store.aws.reading.ClientFactory;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import io.github.bitbucketoidc.store.aws.secrets.SecretsManagerReads;
import java.time.Clock;
import java.util.Objects;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Stores that use AWS clients of the application: with its credentials, its HTTP client, its retries and its metrics. A
 * factory that is made here takes the place of the one that would be found, and {@link io.github.bitbucketoidc.store.SecretStores#of} looks
 * for no others: name every factory that the policy uses. Its settings hold neither {@code region} nor
 * {@code endpoint} nor a {@code login} of the provider, because the client has them. The application closes the client.
 *
 * <pre>{@code
 * SecretStores stores = SecretStores.of(AwsStores.secretsManager(client));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AwsStores {

    private AwsStores() {}

    /**
     * Stores of type {@code aws-secrets-manager}.
     *
     * @param client reads; must have a region
     * @return a factory whose settings are {@code prefix}, {@code as} and {@code time-out}
     */
    public static SecretStoreFactory secretsManager(SecretsManagerClient client) {
        Objects.requireNonNull(client, "client");
        return new ClientFactory(
                Service.SECRETS_MANAGER,
                client.serviceClientConfiguration().region(),
                (settings, access, calls) ->
                        new SecretsManagerReads(client, false, settings.names(), settings.content(), access, calls));
    }

    /**
     * Stores of type {@code aws-parameter-store}.
     *
     * @param client reads; must have a region
     * @return a factory whose settings are {@code prefix}, {@code as} and {@code time-out}
     */
    public static SecretStoreFactory parameterStore(SsmClient client) {
        Objects.requireNonNull(client, "client");
        return new ClientFactory(
                Service.PARAMETER_STORE,
                client.serviceClientConfiguration().region(),
                (settings, access, calls) ->
                        new ParameterReads(client, false, settings.names(), settings.content(), access, calls));
    }

    /**
     * Stores of type {@code aws-credentials}.
     *
     * @param client makes sessions; must have a region
     * @return a factory whose settings are {@code roles}, {@code time-out} and {@code login: step}, without which the client
     *     takes on the roles with its own credentials
     */
    public static SecretStoreFactory credentials(StsClient client) {
        return new ClientCredentialsFactory(Objects.requireNonNull(client, "client"), Clock.systemUTC());
    }
}
