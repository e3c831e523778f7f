package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import java.util.Map;

/** A store that has settings and nothing else: {@code path}, and a credential {@code token} that may be left out. */
public final class MemoryStoreFactory implements SecretStoreFactory {

    /** Tries the stores of a policy file as the provider does. */
    public static Policy.StoreOpener opener() {
        SecretStores stores = SecretStores.of(new MemoryStoreFactory());
        return definition -> stores.open(definition.type(), definition.config()).close();
    }

    @Override
    public String type() {
        return "memory";
    }

    @Override
    public SecretStore open(StoreConfig config) {
        config.required("path");
        config.flag("hidden", false);
        config.secret("token");
        return new SecretStore() {
            @Override
            public Map<SecretId, Secret> read(SecretRequest request) {
                return Map.of();
            }

            @Override
            public void close() {}
        };
    }
}
