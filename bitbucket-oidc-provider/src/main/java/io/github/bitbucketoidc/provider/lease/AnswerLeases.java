package io.github.bitbucketoidc.provider.lease;

import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.tokens.TokenMemory;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leases that one answer uses: those that its token has already, and those that were issued for it. For one thread. */
public final class AnswerLeases {

    private final LeaseRegistry registry;
    private final LeaseRegistry.Step step;
    private final TokenMemory.Key token;
    private final Instant until;
    private final List<LeaseRegistry.Entry> used = new ArrayList<>();

    public AnswerLeases(LeaseRegistry registry, LeaseRegistry.Step step, TokenMemory.Key token, Instant until) {
        this.registry = registry;
        this.step = step;
        this.token = token;
        this.until = until;
    }

    /** The secrets that need not be read, because this token was given them before and their leases are running. */
    public Map<SecretId, Secret> reusable(OpenStore store, Collection<SecretId> ids) {
        Map<SecretId, Secret> reusable = new LinkedHashMap<>();
        for (SecretId id : ids) {
            registry.reuse(step, token, store, id).ifPresent(leased -> reusable.put(id, use(leased)));
        }
        return reusable;
    }

    /** Registers the leases of the secrets that were read, and returns the secrets that the answer is to use. */
    public Map<SecretId, Secret> register(OpenStore store, Map<SecretId, Secret> read, Caller caller) {
        Map<SecretId, Secret> secrets = new LinkedHashMap<>();
        read.forEach((id, secret) -> {
            Optional<IssuedLease> issued = secret.lease().flatMap(lease -> IssuedLease.of(store, id, lease, caller));
            secrets.put(
                    id, issued.isEmpty() ? secret : use(registry.register(step, token, issued.get(), secret, until)));
        });
        return secrets;
    }

    private Secret use(LeaseRegistry.LeasedSecret leased) {
        used.add(leased.entry());
        return leased.secret();
    }

    /** Revokes the leases that no other answer uses, because no secret leaves after all. A second call does nothing. */
    public void revoke() {
        used.forEach(entry -> registry.answerFailed(step, entry));
        used.clear();
    }
}
