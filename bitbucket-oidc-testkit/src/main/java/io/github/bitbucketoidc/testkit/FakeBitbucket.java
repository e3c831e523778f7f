package io.github.bitbucketoidc.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bitbucket as a provider sees it, on a free port of the loopback interface: workspaces, each an issuer with a discovery
 * document and a key set, rotation, faults, and tokens of every kind. Thread-safe; close it after the test.
 *
 * <pre>{@code
 * try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
 *     String token = bitbucket.acme().mint().branch("main").token();
 *     RunnerAnswer answer = RunnerSimulator.of(URI.create("http://127.0.0.1:8080/secrets")).ask(token);
 * }
 * }</pre>
 *
 * <p>As with the real one, discovery answers 404 until a workspace's first pipeline has run: minting a token runs one.
 *
 * @since 0.1.0
 */
public final class FakeBitbucket implements AutoCloseable {

    /** The workspace of {@link #acme()}, as in Atlassian's published sample token. */
    public static final UUID ACME = UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d");

    private final HttpServer server;
    private final ExecutorService executor;
    private final Clock clock;
    private final Map<String, FakeWorkspace> workspaces = new ConcurrentHashMap<>();
    private final Map<String, FakeEndpoint> endpoints = new ConcurrentHashMap<>();
    private final AtomicInteger strays = new AtomicInteger();
    private final AtomicInteger keysHandedOut = new AtomicInteger();

    private FakeBitbucket(HttpServer server, ExecutorService executor, Clock clock) {
        this.server = server;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Starts one that tells the time of the system.
     *
     * @return a running server
     * @throws UncheckedIOException if no port can be had
     */
    public static FakeBitbucket start() {
        return start(Clock.systemUTC());
    }

    /**
     * Starts one.
     *
     * @param clock what {@code iat} and {@code exp} of its tokens count from
     * @return a running server
     * @throws UncheckedIOException if no port can be had
     */
    public static FakeBitbucket start(Clock clock) {
        Objects.requireNonNull(clock, "clock");
        HttpServer server;
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException("the fake Bitbucket found no free port on the loopback interface", noPort);
        }
        AtomicInteger threads = new AtomicInteger();
        ExecutorService executor = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fake-bitbucket-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        FakeBitbucket bitbucket = new FakeBitbucket(server, executor, clock);
        server.setExecutor(executor);
        server.createContext("/", bitbucket::handle);
        server.start();
        return bitbucket;
    }

    /**
     * The workspace of the sample token: slug {@code acme}, UUID {@link #ACME}. Made when it is first asked for.
     *
     * @return the workspace
     * @throws IllegalArgumentException if {@code acme} was made with another UUID before
     */
    public FakeWorkspace acme() {
        return workspace("acme", ACME);
    }

    /**
     * A workspace. Made when its slug is first asked for.
     *
     * @param slug its name, as it stands in the issuer: letters, digits, {@code -}, {@code _} and {@code .}
     * @param uuid its identity
     * @return the workspace
     * @throws IllegalArgumentException if the slug is not one, or the workspace exists with another UUID
     */
    public FakeWorkspace workspace(String slug, UUID uuid) {
        if (!slug.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException("slug: letters, digits, '-', '_' and '.'");
        }
        FakeWorkspace workspace = workspaces.computeIfAbsent(slug, name -> {
            FakeWorkspace added = new FakeWorkspace(this, name, uuid);
            endpoints.put(added.discovery().uri().getRawPath(), added.discovery());
            endpoints.put(added.keys().uri().getRawPath(), added.keys());
            return added;
        });
        if (!workspace.uuid().equals(uuid)) {
            throw new IllegalArgumentException("uuid: workspace " + slug + " exists with another one");
        }
        return workspace;
    }

    /**
     * Where it listens.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Requests for anything but the documents of its workspaces: a provider never makes one.
     *
     * @return the number of requests since the server started
     */
    public int strayRequests() {
        return strays.get();
    }

    /** Stops it: connections end, delayed answers are given up. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    Clock clock() {
        return clock;
    }

    /** A key that no other workspace of this server has. */
    SigningKey nextKey(String kid) {
        return SigningKey.pooled(kid, keysHandedOut.getAndIncrement());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            FakeEndpoint endpoint = endpoint(exchange);
            if (endpoint == null) {
                strays.incrementAndGet();
                Fault.status(404).send(exchange, new byte[0]);
            } else {
                endpoint.handle(exchange);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable FakeEndpoint endpoint(HttpExchange exchange) {
        return endpoints.get(exchange.getRequestURI().getRawPath());
    }

    @Override
    public String toString() {
        return "FakeBitbucket[" + uri() + "]";
    }
}
