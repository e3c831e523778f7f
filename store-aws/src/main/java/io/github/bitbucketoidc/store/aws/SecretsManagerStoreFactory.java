package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.access.Accesses;
import io.github.bitbucketoidc.store.aws.reading.ReadingSettings;
import io.github.bitbucketoidc.store.aws.reading.Reads;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import io.github.bitbucketoidc.store.aws.secrets.SecretsManagerReads;
import java.time.Clock;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Opens stores of type {@code aws-secrets-manager}.
 *
 * <pre class="yaml">{@code
 * stores:
 *   aws:
 *     type: aws-secrets-manager
 *     region: eu-central-1
 *     prefix: "ci/"
 *   as-step:
 *     type: aws-secrets-manager
 *     region: eu-central-1
 *     login: { step: { role: "arn:aws:iam::123456789012:role/payments-ci" } }
 * }</pre>
 *
 * <p>{@code aws:db/main#password} is the member {@code password} of the JSON secret {@code ci/db/main} in the first of them.
 * All settings stand in {@code docs/aws.md}. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class SecretsManagerStoreFactory implements SecretStoreFactory {

    /** Made by {@link java.util.ServiceLoader}, or by an application that opens stores itself. */
    public SecretsManagerStoreFactory() {}

    /**
     * The word for the policy file.
     *
     * @return {@code aws-secrets-manager}
     */
    @Override
    public String type() {
        return "aws-secrets-manager";
    }

    /**
     * Opens a store; it looks for credentials when it is first read.
     *
     * @param config the settings
     * @return a new store
     * @throws StoreConfigException if the settings are wrong, with every problem
     */
    @Override
    public SecretStore open(StoreConfig config) {
        ReadingSettings settings = ReadingSettings.of(config, Service.SECRETS_MANAGER);
        config.check(); // nothing below is made of settings that are wrong
        Calls calls = new Calls();
        SdkHttpClient http = Sdk.http(settings.clientSettings().timeOut());
        SecretsManagerClient client = Sdk.configure(
                        SecretsManagerClient.builder(),
                        settings.clientSettings(),
                        settings.clientSettings().endpoint(),
                        http,
                        calls.timer())
                .build();
        Access access = Accesses.of(settings.login(), settings.clientSettings(), http, calls, Clock.systemUTC());
        Reads reads = new SecretsManagerReads(client, true, settings.names(), settings.content(), access, calls);
        return settings.store(Service.SECRETS_MANAGER, reads, access, calls, http::close);
    }
}
