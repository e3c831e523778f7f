package io.github.bitbucketoidc.core.token;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all issuers of one verifier, or of several that follow each other, with what fetches them. It counts its users:
 * an issuer's keys are dropped when no verifier has that issuer, the threads end with the last verifier. Thread-safe.
 */
final class KeyRing {

    /** An issuer's keys and how many verifiers use them. */
    private static final class Held {

        private final IssuerKeys keys;
        private int users;

        private Held(IssuerKeys keys) {
            this.keys = keys;
        }
    }

    private final Map<String, Held> held = new HashMap<>();
    private final StrictJson json = new StrictJson();
    private final KeySetReader reader = new KeySetReader();
    private final ExecutorService threads = threads();
    private final LongSupplier millis;
    private final KeyLifetimes lifetimes;
    private final @Nullable SSLContext sslContext;
    private final KeyListener listener;
    private @Nullable HttpClient client;
    private int users;

    KeyRing(
            @Nullable HttpClient client,
            @Nullable SSLContext sslContext,
            LongSupplier nanoseconds,
            Duration outageTolerance,
            KeyListener listener) {
        this.client = client;
        this.sslContext = sslContext;
        this.listener = listener;
        this.lifetimes = KeyLifetimes.of(outageTolerance);
        long start = nanoseconds.getAsLong();
        this.millis = () -> TimeUnit.NANOSECONDS.toMillis(nanoseconds.getAsLong() - start);
    }

    /** No thread until there is something to fetch; then never more than the issuers need at once, and none 10 s later. */
    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "bitbucket-oidc-keys-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Counts a verifier in.
     *
     * @param workspaces its workspaces, by their issuers
     * @return the same, with the keys of each issuer
     * @throws IllegalStateException if the last verifier has been closed
     */
    synchronized Map<String, Tenant> acquire(Map<String, Workspace> workspaces) {
        if (threads.isShutdown()) {
            throw new IllegalStateException("reuseKeysOf: the previous verifier is closed");
        }
        users++;
        Map<String, Tenant> tenants = new HashMap<>();
        workspaces.forEach((issuer, workspace) -> {
            Held shared = held.computeIfAbsent(issuer, this::hold);
            shared.users++;
            tenants.put(issuer, Tenant.of(workspace, shared.keys));
        });
        return tenants;
    }

    private Held hold(String issuer) {
        BoundedFetch fetch = new BoundedFetch(this::client);
        IssuerKeySource source = new IssuerKeySource(issuer, fetch, json, reader, lifetimes, listener);
        return new Held(new IssuerKeys(issuer, source, threads, millis, lifetimes));
    }

    /** Counts a verifier out. */
    synchronized void release(Collection<String> issuers) {
        for (String issuer : issuers) {
            Held shared = held.get(issuer);
            if (shared != null && --shared.users == 0) {
                held.remove(issuer);
                shared.keys.close();
            }
        }
        if (--users == 0) {
            threads.shutdownNow();
            // Ours has no close() before Java 21; its one thread, a daemon, ends when nothing refers to it.
            client = null;
        }
    }

    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofMillis(KeyLifetimes.WAIT))
                    .executor(threads);
            if (sslContext != null) {
                builder.sslContext(sslContext);
            }
            known = builder.build();
            client = known;
        }
        return known;
    }
}
