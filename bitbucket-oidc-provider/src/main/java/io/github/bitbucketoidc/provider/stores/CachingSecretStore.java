package io.github.bitbucketoidc.provider.stores;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Caches what a store answered for some seconds, and lets callers that ask for the same secret at the same time share one read. Off
 * unless a provider is told to; secrets then stay in memory after the request that needed them (attack row H12).
 *
 * <p>Only what is SHARED by {@link SecretStore#sharing(SecretId)}, of a store that does not ask for the caller's token, is cached at
 * all: everything else is read each time. A secret with a lease is never cached and never shared; neither a missing secret nor a failure
 * is cached. What is cached is served whatever the state of the store, until its time is over: a provider that does not ask a failing
 * store goes on with it. Thread-safe.
 *
 * <p>Caffeine does both, the cache and the single flight: whoever puts a future into it reads, the others wait for that future, each
 * within its own deadline; a future that ends without a value leaves the cache.
 *
 * @since 0.1.0
 */
public final class CachingSecretStore implements SecretStore {

    public static final int USUAL_SIZE = 10_000;

    private final SecretStore store;
    private final boolean caches;
    private final AsyncCache<SecretId, Secret> cache;

    private CachingSecretStore(SecretStore store, Duration timeToLive, int maximumSize, Ticker ticker) {
        this.store = store;
        this.caches = store.sharing() == Sharing.SHARED && !store.needsCallerToken();
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(timeToLive)
                .maximumSize(maximumSize)
                .ticker(ticker)
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * Puts a cache before a store.
     *
     * @param store what is read; closed with this
     * @param timeToLive how long an answer is cached, from one millisecond to one hour; a changed secret is seen after that at the latest
     * @param maximumSize how many secrets are cached, at least one
     * @return the store with its cache
     * @throws IllegalArgumentException if a number is out of range
     */
    public static CachingSecretStore of(SecretStore store, Duration timeToLive, int maximumSize) {
        return of(store, timeToLive, maximumSize, Ticker.systemTicker());
    }

    static CachingSecretStore of(SecretStore store, Duration timeToLive, int maximumSize, Ticker ticker) {
        Objects.requireNonNull(store, "store");
        if (timeToLive.compareTo(Duration.ofMillis(1)) < 0 || timeToLive.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("timeToLive: must be from 1 ms to 1 h, was " + timeToLive);
        }
        if (maximumSize < 1) {
            throw new IllegalArgumentException("maximumSize: must be at least 1, was " + maximumSize);
        }
        return new CachingSecretStore(store, timeToLive, maximumSize, ticker);
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        if (!caches) {
            return store.read(request);
        }
        Set<SecretId> unshared = new LinkedHashSet<>();
        for (SecretId id : request.ids()) {
            if (store.sharing(id) != Sharing.SHARED) {
                unshared.add(id);
            }
        }
        Map<SecretId, CompletableFuture<Secret>> own = new LinkedHashMap<>();
        Map<SecretId, CompletableFuture<Secret>> others = new LinkedHashMap<>();
        Map<SecretId, Secret> found = new LinkedHashMap<>();
        try {
            for (SecretId id : request.ids()) {
                if (!unshared.contains(id)) {
                    join(id, own, others);
                }
            }
            found.putAll(readOwn(request, own, unshared));
        } finally {
            // whoever waits for what was not shared, or failed, reads for itself: this thread may have been short of
            // time
            own.values().forEach(future -> future.cancel(false));
        }
        try {
            Set<SecretId> notShared = await(request, others, found);
            if (!notShared.isEmpty()) {
                found.putAll(store.read(narrow(request, notShared)));
            }
        } catch (RuntimeException | Error failure) {
            revokeLeases(found.values(), TokenlessCaller.of(request.caller()), failure);
            throw failure;
        }
        return found;
    }

    /** Finds the future of a secret, cached or in flight, or begins a flight of this thread's own. */
    private void join(
            SecretId id,
            Map<SecretId, CompletableFuture<Secret>> own,
            Map<SecretId, CompletableFuture<Secret>> others) {
        CompletableFuture<Secret> future = new CompletableFuture<>();
        CompletableFuture<Secret> known = cache.asMap().putIfAbsent(id, future);
        if (known == null) {
            own.put(id, future);
        } else {
            others.put(id, known);
        }
    }

    /** Revokes leases of a read that failed after they were issued: nobody else knows of them. */
    private void revokeLeases(Collection<Secret> secrets, Caller caller, Throwable failure) {
        for (Secret secret : secrets) {
            try {
                secret.lease().ifPresent(lease -> store.revoke(lease, caller));
            } catch (RuntimeException notRevoked) {
                failure.addSuppressed(notRevoked);
            }
        }
    }

    /** What the cache has of these now; costs no read, and says nothing of the rest. */
    Map<SecretId, Secret> cached(Collection<SecretId> ids) {
        return cache.synchronous().getAllPresent(ids);
    }

    /** Reads what nobody else is reading, and tells those who wait for it. */
    private Map<SecretId, Secret> readOwn(
            SecretRequest request, Map<SecretId, CompletableFuture<Secret>> own, Set<SecretId> unshared) {
        Set<SecretId> ids = new LinkedHashSet<>(own.keySet());
        ids.addAll(unshared);
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<SecretId, Secret> read = store.read(narrow(request, ids));
        own.forEach((id, future) -> {
            Secret secret = read.get(id);
            if (secret == null || secret.lease().isEmpty()) {
                future.complete(secret);
            }
        });
        return read;
    }

    /** Waits for what others are reading; returns what they did not share, which has to be read after all. */
    private static Set<SecretId> await(
            SecretRequest request, Map<SecretId, CompletableFuture<Secret>> others, Map<SecretId, Secret> found) {
        Set<SecretId> notShared = new LinkedHashSet<>();
        others.forEach((id, future) -> {
            try {
                @Nullable
                Secret secret = future.get(request.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
                if (secret != null) {
                    found.put(id, secret);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                notShared.add(id);
            } catch (ExecutionException | TimeoutException | CancellationException failed) {
                notShared.add(id);
            }
        });
        return notShared;
    }

    private static SecretRequest narrow(SecretRequest request, Collection<SecretId> ids) {
        return SecretRequest.of(ids, request.deadline(), request.caller());
    }

    @Override
    public void revoke(Lease lease, Caller caller) {
        store.revoke(lease, caller);
    }

    @Override
    public StoreHealth health() {
        return store.health();
    }

    @Override
    public boolean readsFromMemory() {
        return !caches && store.readsFromMemory(); // else it may wait for another caller's read
    }

    @Override
    public boolean needsCallerToken() {
        return store.needsCallerToken();
    }

    @Override
    public Sharing sharing() {
        return store.sharing();
    }

    @Override
    public Sharing sharing(SecretId id) {
        return store.sharing(id);
    }

    @Override
    public Optional<String> validate(SecretReference reference) {
        return store.validate(reference);
    }

    /** Clears the cache and closes the store. */
    @Override
    public void close() {
        cache.synchronous().invalidateAll();
        store.close();
    }

    @Override
    public String toString() {
        return "CachingSecretStore[redacted]";
    }
}
