package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.stores.ReferenceCounted;
import java.util.Map;

/**
 * Everything that decides a request, in one version: a request uses exactly one of these from its beginning to its end
 * (attack row R18). It is shared by the provider and the requests under way; the last of them closes what no other version
 * uses.
 */
record Snapshot(
        Policy policy, TokenVerifier verifier, Map<String, ReferenceCounted<OpenStore>> stores, ReleaseGate gate) {

    OpenStore store(String name) {
        ReferenceCounted<OpenStore> store = stores.get(name);
        if (store == null) {
            throw new IllegalStateException("the policy names a store that is not open: " + name);
        }
        return store.resource();
    }

    void close() {
        verifier.close();
        stores.values().forEach(ReferenceCounted::release);
    }

    @Override
    public String toString() {
        return "Snapshot[" + policy.digest() + "]";
    }
}
