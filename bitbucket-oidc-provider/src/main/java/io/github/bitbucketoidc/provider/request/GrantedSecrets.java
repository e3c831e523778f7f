package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.core.token.VerifiedToken;
import io.github.bitbucketoidc.provider.lease.AnswerLeases;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.provider.stores.StoreReads;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads what a decision needs, all stores at the same time. Thread-safe. */
final class GrantedSecrets {

    private final StoreReads storeReads;

    GrantedSecrets(StoreReads storeReads) {
        this.storeReads = storeReads;
    }

    /**
     * Reads. What this token has on a running lease, or a cache has for everybody, is not read again.
     *
     * @param wanted what to read of each store
     * @return what there is, by the names of the stores
     * @throws ReleaseFailure if a store does not answer, in time or well
     */
    Map<String, Map<SecretId, Secret>> read(
            Map<OpenStore, Set<SecretId>> wanted,
            VerifiedToken token,
            AnswerLeases answerLeases,
            RequestRecord request,
            Deadline deadline) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<SecretId, Secret>> secrets = new HashMap<>();
        Map<OpenStore, SecretRequest> requests = new LinkedHashMap<>();
        wanted.forEach((store, ids) -> {
            Map<SecretId, Secret> known = answerLeases.reusable(store, ids);
            secrets.put(store.name(), known);
            ids.removeAll(known.keySet());
            known.putAll(store.cached(ids));
            ids.removeAll(known.keySet());
            if (!ids.isEmpty()) {
                requests.put(store, SecretRequest.of(ids, deadline, caller(store, token, request)));
            }
        });
        storeReads.read(requests, deadline).forEach((store, read) -> {
            Caller caller = Objects.requireNonNull(requests.get(store)).caller();
            Objects.requireNonNull(secrets.get(store.name())).putAll(answerLeases.register(store, read, caller));
        });
        return secrets;
    }

    /** The token goes only to a store that asks for it, and the event says so (H11). */
    private static Caller caller(OpenStore store, VerifiedToken token, RequestRecord request) {
        Caller.Builder caller = Caller.builder(token.workload().run())
                .attributes(token.workload().attributes());
        if (store.needsCallerToken()) {
            request.callerTokenUsedBy(store.name());
            caller.token(SecretValue.of(token.revealToken()), token.expires());
        }
        return caller.build();
    }
}
