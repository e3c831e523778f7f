package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A store that the policy does not require and that could not be opened with the policy: it is tried again every two seconds until it
 * opens, on one daemon thread that ends then. What is read of it before is not available. Thread-safe.
 */
public final class LateStore implements SecretStore {

    public static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger log = RequestLog.PROVIDER;

    private final String name;
    private final Supplier<SecretStore> opening;
    private volatile @Nullable SecretStore store;
    private volatile String problem;
    private boolean closed;

    private LateStore(String name, Supplier<SecretStore> opening, StoreConfigException problem) {
        this.name = name;
        this.opening = opening;
        this.problem = String.valueOf(problem.getMessage());
    }

    /**
     * Opens a store now or, if what is wrong may pass by itself, later.
     *
     * @param opening opens it
     * @param pause how long to wait before each further attempt
     * @throws StoreConfigException if its settings are wrong
     */
    public static SecretStore open(String name, Supplier<SecretStore> opening, Duration pause) {
        try {
            return opening.get();
        } catch (StoreConfigException early) {
            if (!early.mayPass()) {
                throw early;
            }
            log.warn("store {} is not open yet, and is not required: {}", name, early.getMessage());
            LateStore late = new LateStore(name, opening, early);
            Thread thread = new Thread(() -> late.openLater(pause), "bitbucket-oidc-late-store-" + name);
            thread.setDaemon(true);
            thread.start();
            return late;
        }
    }

    private void openLater(Duration pause) {
        try {
            while (waitUnlessClosed(pause)) {
                if (attempt()) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean waitUnlessClosed(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); !closed && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return !closed;
    }

    private boolean attempt() {
        SecretStore opened;
        try {
            opened = opening.get();
        } catch (RuntimeException | LinkageError still) {
            problem = still instanceof StoreConfigException ? String.valueOf(still.getMessage()) : SafeTrace.of(still);
            return false;
        }
        synchronized (this) {
            if (!closed) {
                store = opened;
                log.info("store {} is open now", name);
                return true;
            }
        }
        opened.close();
        return true;
    }

    @Override
    public Map<SecretId, Secret> read(SecretRequest request) {
        SecretStore opened = store;
        if (opened == null) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE, "it is not open yet: " + problem, List.of(), null, PAUSE);
        }
        return opened.read(request);
    }

    @Override
    public void revoke(Lease lease, Caller caller) {
        SecretStore opened = store;
        if (opened != null) {
            opened.revoke(lease, caller);
        }
    }

    @Override
    public StoreHealth health() {
        SecretStore opened = store;
        return opened == null ? StoreHealth.of(StoreHealth.Status.DOWN, "not open yet: " + problem) : opened.health();
    }

    @Override
    public boolean needsCallerToken() {
        SecretStore opened = store;
        return opened != null && opened.needsCallerToken();
    }

    @Override
    public Sharing sharing() {
        SecretStore opened = store;
        return opened == null ? Sharing.CALLER : opened.sharing();
    }

    @Override
    public Sharing sharing(SecretId id) {
        SecretStore opened = store;
        return opened == null ? Sharing.CALLER : opened.sharing(id);
    }

    @Override
    public Optional<String> validate(SecretReference reference) {
        SecretStore opened = store;
        return opened == null ? Optional.empty() : opened.validate(reference);
    }

    @Override
    public boolean readsFromMemory() {
        SecretStore opened = store;
        return opened == null || opened.readsFromMemory();
    }

    @Override
    public void close() {
        SecretStore opened;
        synchronized (this) {
            closed = true;
            notifyAll();
            opened = store;
        }
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public String toString() {
        return "LateStore[" + name + "]";
    }
}
