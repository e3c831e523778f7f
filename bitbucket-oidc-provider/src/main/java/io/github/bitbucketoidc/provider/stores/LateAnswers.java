package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import java.util.Map;

/** Takes what a store answered when nobody wanted it any more: its leases must be revoked. Thread-safe. */
@FunctionalInterface
public interface LateAnswers {

    /** Revokes the leases of these secrets. Nobody waits for it. */
    void revokeLeases(OpenStore store, Map<SecretId, Secret> secrets, Caller caller);
}
