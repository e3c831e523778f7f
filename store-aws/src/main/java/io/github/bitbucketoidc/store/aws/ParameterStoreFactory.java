package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.aws.parameters.SsmSetup;
import io.github.bitbucketoidc.store.aws.reading.ReadingSettings;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import java.time.Clock;

/**
 * Opens stores of type {@code aws-parameter-store}. Needs the artifact {@code software.amazon.awssdk:ssm}, which does not come
 * with this one.
 *
 * <pre class="yaml">{@code
 * stores:
 *   parameters: { type: aws-parameter-store, region: eu-central-1, prefix: "ci/" }
 * }</pre>
 *
 * <p>{@code parameters:db/password} is the parameter {@code /ci/db/password}. All settings stand in {@code docs/aws.md}.
 * Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class ParameterStoreFactory implements SecretStoreFactory {

    /** Made by {@link java.util.ServiceLoader}, or by an application that opens stores itself. */
    public ParameterStoreFactory() {}

    /**
     * The word for the policy file.
     *
     * @return {@code aws-parameter-store}
     */
    @Override
    public String type() {
        return "aws-parameter-store";
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
        ReadingSettings settings = ReadingSettings.of(config, Service.PARAMETER_STORE);
        config.check(); // nothing below is made of settings that are wrong
        return SsmSetup.open(settings, Clock.systemUTC());
    }
}
