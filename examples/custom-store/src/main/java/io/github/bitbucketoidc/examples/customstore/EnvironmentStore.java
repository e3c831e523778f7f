package io.github.bitbucketoidc.examples.customstore;

import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The path {@code NAME} is the environment variable {@code PREFIX_NAME}, as one text. Immutable but for being closed. */
final class EnvironmentStore implements SecretStore {

    private final String prefix;
    private final Function<String, @Nullable String> environment;
    private volatile boolean closed;

    EnvironmentStore(String prefix, Function<String, @Nullable String> environment) {
        this.prefix = prefix;
        this.environment = environment;
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        if (closed) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE, "the environment store is closed", List.of());
        }
        Map<SecretId, Secret> found = new HashMap<>();
        for (SecretId id : request.ids()) {
            checkNoVersion(id);
            String value = environment.apply(prefix + id.path());
            if (value != null) {
                found.put(id, Secret.ofText(SecretValue.of(value)));
            }
        }
        return found;
    }

    /** A variable has no versions, and answering with what it holds now would be the wrong one. */
    private static void checkNoVersion(SecretId id) {
        if (id.version().isPresent()) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.MISCONFIGURED, "the environment store has no versions", List.of(id));
        }
    }

    @Override
    public Sharing sharing() {
        return Sharing.SHARED;
    }

    @Override
    public void close() {
        closed = true;
    }
}
