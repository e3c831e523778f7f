package io.github.bitbucketoidc.examples.customstore;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.testkit.store.SecretStoreContract;
import java.util.Map;

class EnvironmentStoreContractTest extends SecretStoreContract {

    @Override
    protected SecretStore open() {
        Map<String, String> environment = Map.of("APP_TOKEN", "correct horse", "APP_KEY", "battery staple");
        return new EnvironmentStore("APP_", environment::get);
    }

    @Override
    protected Map<SecretId, Secret> contents() {
        return Map.of(
                SecretId.of("TOKEN"), Secret.ofText(SecretValue.of("correct horse")),
                SecretId.of("KEY"), Secret.ofText(SecretValue.of("battery staple")));
    }
}
