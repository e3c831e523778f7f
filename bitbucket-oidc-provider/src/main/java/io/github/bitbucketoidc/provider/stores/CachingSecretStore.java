package io.github.bitbucketoidc.provider.stores;

import com.github.benmanes.caffeine.cache.Cache;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a store answered for some seconds, and lets callers that ask for the same secret at the same time share one
 * read. Off unless a provider is told to; secrets then stay in memory after the request that needed them (attack row H12).
 *
 * <p>Only what is SHARED by {@link SecretStore#sharing(SecretId)}, of a store that does not ask for the caller's token, is
 * kept at all: everything else is read each time. A secret with a lease is never kept and never shared; that a secret is missing is
 * not remembered, and neither is a failure. What is kept is served whatever the store's state, until its time is up: a provider that
 * does not ask a failing store goes on with it. Thread-safe.
 *
 * @since 0.1.0
 */
public final class CachingSecretStore implements SecretStore {

    public static final int USUAL_SIZE = 10_000;

    private final SecretStore store;
    private final boolean caches;
    private final Cache<SecretId, Secret> kept;
    private final Map<SecretId, CompletableFuture<Optional<Secret>>> underWay = new ConcurrentHashMap<>();

    private CachingSecretStore(SecretStore store, Duration keep, int most, Ticker ticker) {
        this.store = store;
        this.caches = store.sharing() == Sharing.SHARED && !store.needsCallerToken();
        this.kept = Caffeine.newBuilder()
                .expireAfterWrite(keep)
                .maximumSize(most)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Puts a cache before a store.
     *
     * @param store what is read; closed with this
     * @param keep how long an answer is kept, from one millisecond to one hour; a changed secret is seen after that at the
     *     latest
     * @param most how many secrets are kept, at least one
     * @return the store with its cache
     * @throws IllegalArgumentException if a number is out of range
     */
    public static CachingSecretStore of(SecretStore store, Duration keep, int most) {
        return of(store, keep, most, Ticker.systemTicker());
    }

    static CachingSecretStore of(SecretStore store, Duration keep, int most, Ticker ticker) {
        Objects.requireNonNull(store, "store");
        if (keep.compareTo(Duration.ofMillis(1)) < 0 || keep.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("keep: must be from 1 ms to 1 h, was " + keep);
        }
        if (most < 1) {
            throw new IllegalArgumentException("most: must be at least 1, was " + most);
        }
        return new CachingSecretStore(store, keep, most, ticker);
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        if (!caches) {
            return store.read(request);
        }
        Map<SecretId, Secret> found = new LinkedHashMap<>();
        Set<SecretId> shared = new LinkedHashSet<>();
        Set<SecretId> alone = new LinkedHashSet<>();
        for (SecretId id : request.ids()) {
            Secret known = kept.getIfPresent(id);
            if (known != null) {
                found.put(id, known);
            } else {
                (store.sharing(id) == Sharing.SHARED ? shared : alone).add(id);
            }
        }
        Map<SecretId, CompletableFuture<Optional<Secret>>> mine = new LinkedHashMap<>();
        Map<SecretId, CompletableFuture<Optional<Secret>>> others = new LinkedHashMap<>();
        for (SecretId id : shared) {
            CompletableFuture<Optional<Secret>> promise = new CompletableFuture<>();
            CompletableFuture<Optional<Secret>> running = underWay.putIfAbsent(id, promise);
            (running == null ? mine : others).put(id, running == null ? promise : running);
        }
        lead(request, mine, alone, found);
        try {
            Set<SecretId> again = follow(request, others, found);
            if (!again.isEmpty()) {
                found.putAll(store.read(narrow(request, again)));
            }
        } catch (RuntimeException | Error failure) {
            giveBack(found.values(), TokenlessCaller.of(request.caller()), failure);
            throw failure;
        }
        return found;
    }

    /** Nobody else knows what was lent for a read that failed behind it. */
    private void giveBack(Collection<Secret> secrets, Caller caller, Throwable failure) {
        for (Secret secret : secrets) {
            try {
                secret.lease().ifPresent(lease -> store.revoke(lease, caller));
            } catch (RuntimeException notGivenBack) {
                failure.addSuppressed(notGivenBack);
            }
        }
    }

    /** What is kept of these just now; costs no read, and says nothing of the rest. */
    Map<SecretId, Secret> kept(Collection<SecretId> ids) {
        return kept.getAllPresent(ids);
    }

    /** Reads what nobody else is reading, and tells those who wait for it. */
    private void lead(
            SecretRequest request,
            Map<SecretId, CompletableFuture<Optional<Secret>>> mine,
            Set<SecretId> alone,
            Map<SecretId, Secret> found) {
        Set<SecretId> ids = new LinkedHashSet<>(mine.keySet());
        ids.addAll(alone);
        if (ids.isEmpty()) {
            return;
        }
        try {
            Map<SecretId, Secret> read = store.read(narrow(request, ids));
            mine.forEach((id, promise) -> share(id, read.get(id), promise));
            found.putAll(read);
        } finally {
            // who waits for what was not shared, or failed, reads for itself: a leader may have been short of time
            mine.forEach((id, promise) -> {
                underWay.remove(id, promise);
                promise.cancel(false);
            });
        }
    }

    private void share(SecretId id, @Nullable Secret secret, CompletableFuture<Optional<Secret>> promise) {
        if (secret == null) {
            promise.complete(Optional.empty());
        } else if (secret.lease().isEmpty()) {
            kept.put(id, secret);
            promise.complete(Optional.of(secret));
        }
    }

    /** Waits for what others are reading; gives back what has to be read after all. */
    private static Set<SecretId> follow(
            SecretRequest request,
            Map<SecretId, CompletableFuture<Optional<Secret>>> others,
            Map<SecretId, Secret> found) {
        Set<SecretId> again = new LinkedHashSet<>();
        others.forEach((id, promise) -> {
            try {
                promise.get(request.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS)
                        .ifPresent(secret -> found.put(id, secret));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                again.add(id);
            } catch (ExecutionException | TimeoutException | CancellationException notShared) {
                again.add(id);
            }
        });
        return again;
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

    /** Forgets everything and closes the store. */
    @Override
    public void close() {
        kept.invalidateAll();
        store.close();
    }

    @Override
    public String toString() {
        return "CachingSecretStore[redacted]";
    }
}
