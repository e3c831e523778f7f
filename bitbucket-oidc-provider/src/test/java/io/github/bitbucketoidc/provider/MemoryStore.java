package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A real store in memory, which can be told to misbehave. */
public final class MemoryStore implements SecretStore {

    private final Map<SecretId, Secret> secrets = new ConcurrentHashMap<>();
    private final Set<SecretId> notShared = ConcurrentHashMap.newKeySet();
    public final List<SecretRequest> requests = new CopyOnWriteArrayList<>();
    public final List<String> revoked = new CopyOnWriteArrayList<>();
    public final AtomicBoolean closed = new AtomicBoolean();
    private volatile Function<SecretRequest, Map<SecretId, Secret>> reading = this::find;
    private volatile Sharing sharing = Sharing.CALLER;
    private volatile boolean wantsToken;
    private volatile boolean waitsForNothing;
    private volatile Consumer<Lease> revoking = lease -> revoked.add(lease.id());

    public MemoryStore text(String path, String value) {
        return secret(path, Secret.ofText(SecretValue.of(value)));
    }

    public MemoryStore fields(String path, Map<String, String> fields) {
        return secret(
                path,
                Secret.ofFields(fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> SecretValue.of(field.getValue())))));
    }

    public MemoryStore secret(String path, Secret secret) {
        secrets.put(SecretId.of(path), secret);
        return this;
    }

    /** Replaces how it reads; {@link #find} is how it reads when nothing is wrong. */
    public MemoryStore reading(Function<SecretRequest, Map<SecretId, Secret>> newReading) {
        reading = newReading;
        return this;
    }

    public MemoryStore shared() {
        sharing = Sharing.SHARED;
        return this;
    }

    public MemoryStore notShared(String path) {
        notShared.add(SecretId.of(path));
        return this;
    }

    public MemoryStore wantingToken() {
        wantsToken = true;
        return this;
    }

    public MemoryStore waitingForNothing() {
        waitsForNothing = true;
        return this;
    }

    public Map<SecretId, Secret> find(SecretRequest request) {
        Map<SecretId, Secret> found = new HashMap<>(secrets);
        found.keySet().retainAll(request.ids());
        return found;
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        requests.add(request);
        return reading.apply(request);
    }

    /** Replaces what happens to leases that come back. */
    public MemoryStore revoking(Consumer<Lease> newRevoking) {
        revoking = newRevoking;
        return this;
    }

    @Override
    public void revoke(Lease lease, Caller caller) {
        if (caller.token().isPresent()) {
            throw new IllegalStateException("a token was kept for this");
        }
        revoking.accept(lease);
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    @Override
    public Sharing sharing(SecretId id) {
        return notShared.contains(id) ? Sharing.CALLER : sharing;
    }

    @Override
    public boolean needsCallerToken() {
        return wantsToken;
    }

    @Override
    public boolean readsFromMemory() {
        return waitsForNothing;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
