package io.github.bitbucketoidc.examples.customstore;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;

/**
 * Opens stores of type {@code environment}. Their one setting is {@code prefix}, which is required: without it a policy could
 * name every variable of the provider's own process. Thread-safe.
 */
public final class EnvironmentStoreFactory implements SecretStoreFactory {

    /** A factory, as {@link java.util.ServiceLoader} makes it. */
    public EnvironmentStoreFactory() {}

    /**
     * {@inheritDoc}
     *
     * @return {@code environment}
     */
    @Override
    public String type() {
        return "environment";
    }

    @Override
    public SecretStore open(StoreConfig config) {
        return new EnvironmentStore(config.required("prefix"), System::getenv);
    }
}
