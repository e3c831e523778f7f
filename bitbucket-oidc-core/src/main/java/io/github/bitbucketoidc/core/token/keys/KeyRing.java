package io.github.bitbucketoidc.core.token.keys;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.json.JsonReader;
import io.github.bitbucketoidc.core.token.json.StrictJson;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
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
public final class KeyRing {

    /** An issuer's keys and how many verifiers use them. */
    private static final class Held {

        private final IssuerKeys keys;
        private final @Nullable FreshClient own;
        private int users;

        private Held(IssuerKeys keys, @Nullable FreshClient own) {
            this.keys = keys;
            this.own = own;
        }

        private void close() {
            if (own != null) {
                own.close();
            }
        }
    }

    /** Whose keys, and by what they are trusted: when a reload changes that, nothing of before counts. */
    private record Source(String issuer, Set<X509Certificate> authorities, Set<String> pins) {

        static Source of(Workspace workspace) {
            return new Source(
                    workspace.issuer(),
                    Set.copyOf(workspace.certificateAuthorities()),
                    Set.copyOf(workspace.keyPins()));
        }
    }

    private final Map<Source, Held> held = new HashMap<>();
    private final JsonReader json = new StrictJson();
    private final KeySetReader reader = new KeySetReader();
    private final ExecutorService threads = threads();
    private final LongSupplier millis;
    private final KeyLifetimes lifetimes;
    private final Workspace.KeyListener listener;
    private final Semaphore waits = new Semaphore(KeyWaits.MOST_IN_ALL);
    private final LongSupplier nanoseconds;
    private final @Nullable HttpClient given;
    private final FreshClient shared;
    private int users;

    public KeyRing(
            @Nullable HttpClient client,
            @Nullable SSLContext sslContext,
            LongSupplier nanoseconds,
            Duration outageTolerance,
            Workspace.KeyListener listener) {
        this.given = client;
        this.nanoseconds = nanoseconds;
        this.shared = new FreshClient(() -> client(sslContext), nanoseconds);
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
     * @return the keys of each issuer
     * @throws IllegalStateException if the last verifier has been closed
     */
    public synchronized Map<String, IssuerKeys> acquire(Map<String, Workspace> workspaces) {
        if (threads.isShutdown()) {
            throw new IllegalStateException("reuseKeysOf: the previous verifier is closed");
        }
        users++;
        Map<String, IssuerKeys> keys = new HashMap<>();
        workspaces.forEach((issuer, workspace) -> {
            Held source = held.computeIfAbsent(Source.of(workspace), this::hold);
            source.users++;
            keys.put(issuer, source.keys);
        });
        return keys;
    }

    private Held hold(Source source) {
        FreshClient own = source.authorities().isEmpty()
                ? null
                : new FreshClient(() -> client(Authorities.context(source.authorities())), nanoseconds);
        FreshClient clients = own == null ? shared : own;
        BoundedFetch fetch = given == null
                ? new BoundedFetch(clients::use, clients::discard)
                : new BoundedFetch(() -> new FreshClient.Use(Objects.requireNonNull(given), true), silent -> {});
        IssuerKeySource keys =
                new IssuerKeySource(source.issuer(), fetch, json, reader, lifetimes, listener, millis, source.pins());
        return new Held(new IssuerKeys(source.issuer(), keys, threads, millis, lifetimes, new KeyWaits(waits)), own);
    }

    /** Counts a verifier out. */
    public synchronized void release(Collection<Workspace> workspaces) {
        for (Workspace workspace : workspaces) {
            Source source = Source.of(workspace);
            Held keys = held.get(source);
            if (keys != null && --keys.users == 0) {
                held.remove(source);
                keys.close();
            }
        }
        if (--users == 0) {
            shared.close();
            threads.shutdownNow();
        }
    }

    /** Asks the JVM's proxy selector, so that {@code -Dhttps.proxyHost} works. */
    private HttpClient client(@Nullable SSLContext sslContext) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(KeyLifetimes.WAIT))
                .executor(threads);
        return (sslContext == null ? builder : builder.sslContext(sslContext)).build();
    }
}
