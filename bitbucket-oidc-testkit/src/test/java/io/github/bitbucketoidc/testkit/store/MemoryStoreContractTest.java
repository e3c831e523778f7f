package io.github.bitbucketoidc.testkit.store;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.util.Map;
import java.util.Optional;

/** A store that keeps the contract passes all of it. */
class MemoryStoreContractTest extends SecretStoreContract {

    @Override
    protected SecretStore open() {
        return new MemoryStore(false);
    }

    @Override
    protected Optional<SecretStore> openHanging() {
        return Optional.of(new MemoryStore(true));
    }

    @Override
    protected Map<SecretId, Secret> contents() {
        return MemoryStore.contents(caller(0));
    }

    @Override
    protected Map<SecretId, Secret> contents(Caller caller) {
        return MemoryStore.contents(caller);
    }

    @Override
    protected Map<SecretId, Secret> versions() {
        return MemoryStore.versions();
    }

    @Override
    protected Map<SecretId, SecretStoreException.Kind> failing() {
        return Map.of(MemoryStore.MALFORMED, SecretStoreException.Kind.MALFORMED);
    }
}
