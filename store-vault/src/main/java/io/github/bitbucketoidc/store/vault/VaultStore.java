package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.support.Failures;
import io.github.bitbucketoidc.store.vault.engine.Leases;
import io.github.bitbucketoidc.store.vault.engine.ParallelReads;
import io.github.bitbucketoidc.store.vault.login.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A Vault, opened. Made by {@link VaultStoreFactory}. */
final class VaultStore implements SecretStore {

    private final VaultParts parts;
    private final ParallelReads reads;
    private final Leases leases;
    private final AtomicBoolean closed = new AtomicBoolean();

    VaultStore(VaultParts parts) {
        this.parts = parts;
        this.leases = new Leases(parts.vault(), parts.tokens(), parts.threads());
        this.reads = new ParallelReads(parts.threads());
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        Access access = parts.access().apply(request.caller());
        Function<SecretId, Optional<Secret>> read = id -> parts.reader().read(id, access, request.deadline());
        try {
            if (!closed.get()) {
                return reads.read(request.ids(), read, request.deadline(), leases::revokeLater);
            }
        } catch (RejectedExecutionException nowClosed) {
            // as below
        }
        throw Failures.unavailable("the store is closed", List.copyOf(request.ids()));
    }

    @Override
    public Optional<String> validate(SecretReference reference) {
        return parts.reader().problem(reference.id());
    }

    @Override
    public void revoke(Lease lease, Caller caller) {
        leases.revoke(lease, Deadline.after(parts.vault().timeOut()));
    }

    @Override
    public StoreHealth health() {
        StoreHealth health = parts.vault().health();
        List<String> left = leases.notRevoked();
        return left.isEmpty() || health.status() == StoreHealth.Status.DOWN
                ? health
                : StoreHealth.of(StoreHealth.Status.DEGRADED, "leases that were not revoked: " + left);
    }

    @Override
    public boolean needsCallerToken() {
        return parts.asCaller();
    }

    @Override
    public Sharing sharing() {
        return parts.asCaller() ? Sharing.CALLER : Sharing.SHARED;
    }

    @Override
    public Sharing sharing(SecretId id) {
        return !parts.asCaller() && parts.reader().isShared(id) ? Sharing.SHARED : Sharing.CALLER;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            parts.tokens().close();
            parts.threads().close();
            parts.transport().close();
        }
    }

    @Override
    public String toString() {
        return "VaultStore" + parts.addresses();
    }
}
