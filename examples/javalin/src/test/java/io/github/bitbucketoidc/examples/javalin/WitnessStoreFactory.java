package io.github.bitbucketoidc.examples.javalin;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreFactory;
import io.github.bitbucketoidc.store.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A store without secrets that makes a file when it is closed. */
public final class WitnessStoreFactory implements SecretStoreFactory {

    @Override
    public String type() {
        return "witness";
    }

    @Override
    public SecretStore open(StoreConfig config) {
        Path closed = config.path("closed").orElseThrow();
        return new SecretStore() {
            @Override
            public Map<SecretId, Secret> read(SecretRequest request) {
                return Map.of();
            }

            @Override
            public void close() {
                try {
                    Files.createFile(closed);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        };
    }
}
