package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import java.util.Map;

/** Takes what a store answered when nobody wanted it any more: its leases must not run on. Thread-safe. */
@FunctionalInterface
public interface LateAnswers {

    /** Gives the leases of these secrets back. Nobody waits for it. */
    void giveBack(OpenStore store, Map<SecretId, Secret> secrets, Caller caller);
}
