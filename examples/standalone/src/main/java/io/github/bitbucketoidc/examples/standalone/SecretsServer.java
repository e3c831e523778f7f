package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.provider.ProviderHealth;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.InetAddressSet;
import org.eclipse.jetty.util.ProcessorUtils;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty with the secrets, two answers about its own state, and nothing else. */
final class SecretsServer {

    private static final Logger log = LoggerFactory.getLogger(SecretsServer.class);

    static final int MOST_CONCURRENT = 150;

    /**
     * Threads beyond those that may wait for stores and keys: they accept, look for what has arrived, and turn others away. Nothing that
     * they do waits, so a few are enough, and more would only take turns.
     */
    static final int NEVER_WAITING = 16;

    /**
     * So many of these may select, and so many stand by for those; Jetty would take more of both on a machine with many processors, and then
     * nobody is left to turn others away.
     */
    private static final int MOST_OF_JETTYS = 4;

    /** How long the head of a request, or a handshake, may take. */
    static final Duration HEAD = Duration.ofSeconds(5);
    /** What is still under way when nothing new is accepted has as long as any request, and this at least. */
    private static final Duration LEAST_END = Duration.ofSeconds(5);
    /** Connections that are kept alive and say nothing are closed then. */
    private static final Duration QUIET_END = Duration.ofSeconds(1);

    /** So many wait to be accepted while all threads are busy. */
    private static final int BACKLOG = 1024;

    /** Why is for the log, which not everybody can read. */
    private static final String OLD_POLICY =
            "the policy on the disk was refused, the last good one is in use: the log says why";

    private final Options options;
    private final QueuedThreadPool threads;
    private final Server server;
    private final BoundedConnector connector;
    private final StrictHttp http = new StrictHttp();
    private final UnderWay underWay;
    private final Optional<TlsRenewal> renewal;
    private final AtomicBoolean ready = new AtomicBoolean();

    SecretsServer(Options options, SecretsEndpoint endpoint, Supplier<ProviderHealth> health) throws Refusal {
        this.options = options;
        int processors = ProcessorUtils.availableProcessors();
        this.threads = new QueuedThreadPool(options.maxConcurrent() + NEVER_WAITING);
        threads.setName("http");
        threads.setReservedThreads(Math.min(MOST_OF_JETTYS, processors));
        this.server = new Server(threads);
        Optional<Tls.Identity> identity =
                options.tls().isPresent() ? Optional.of(Tls.read(options.tls().get())) : Optional.empty();
        Optional<SslContextFactory.Server> tls = identity.map(Tls::contextFactory);
        this.connector = new BoundedConnector(
                server, Math.max(1, Math.min(MOST_OF_JETTYS, processors / 2)), bounds(options), factories(http, tls));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(options.serving().idle().toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setShutdownIdleTimeout(QUIET_END.toMillis());
        connector.addBean(new LateConnections(connector.getScheduler(), HEAD));
        this.renewal = tls.map(factory ->
                new TlsRenewal(options.tls().orElseThrow(), identity.orElseThrow(), factory, connector.getScheduler()));
        renewal.ifPresent(connector::addBean);
        server.addConnector(connector);
        server.setStopTimeout(QUIET_END.toMillis());
        server.setErrorHandler(new PlainErrors());
        this.underWay = new UnderWay(paths(endpoint, health));
        server.setHandler(underWay);
    }

    private static ConnectionBounds bounds(Options options) {
        ServingFlags flags = options.serving();
        int most = flags.maxConnections()
                .orElseGet(() -> Capacity.connections(options.tls().isPresent()));
        InetAddressSet proxies = new InetAddressSet();
        proxies.addAll(options.trustedProxies());
        return new ConnectionBounds(most, flags.maxPerAddress().orElse(Math.max(1, most / 4)), proxies);
    }

    static ConnectionFactory[] factories(StrictHttp http, Optional<SslContextFactory.Server> tls) {
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {http};
        }
        // The one that Jetty would add refuses a Host that the certificate does not name: also a probe of Kubernetes,
        // which asks a pod by its address. No answer depends on the name, and who cares for it has looked at the
        // certificate before asking.
        http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {new SslConnectionFactory(tls.get(), http.getProtocol()), http};
    }

    private Paths paths(SecretsEndpoint endpoint, Supplier<ProviderHealth> health) {
        return new Paths(Map.of(
                options.path(),
                new Secrets(endpoint),
                "/healthz",
                new Status("alive", () -> true),
                "/readyz",
                new Status(
                        "ready",
                        () -> ready.get() && health.get().ready(),
                        () -> health.get().problem().map(why -> OLD_POLICY))));
    }

    /** How many threads are left for requests, waiting or not: Jetty's own hold theirs as long as it runs. */
    int threadsForRequests() {
        return threads.getMaxThreads() - threads.getThreadPoolBudget().getLeasedThreads();
    }

    /** Listens, and says where. */
    String start() throws Refusal {
        try {
            connector.open();
        } catch (IOException refused) {
            throw Refusal.environment("cannot listen on " + authority(options.port()) + ": "
                    + "the port is in use, or the address is not one of this machine, or this user may not");
        }
        try {
            server.start();
        } catch (Exception failed) {
            throw Refusal.environment("cannot start: " + failed.getMessage());
        }
        ready.set(true);
        String scheme = options.tls().isPresent() ? "https://" : "http://";
        return scheme + authority(connector.getLocalPort()) + options.path();
    }

    private String authority(int port) {
        boolean bareIpv6 = options.host().contains(":") && !options.host().startsWith("[");
        return (bareIpv6 ? "[" + options.host() + "]" : options.host()) + ":" + port;
    }

    /** Reads the files of TLS again. */
    void reload() {
        renewal.ifPresent(TlsRenewal::look);
    }

    /**
     * Not ready any more, but serving until whoever sends requests has learnt that; then nothing new is accepted, and what is under way ends.
     * Every answer meanwhile is the last on its connection, so that nobody asks on one that is about to close.
     *
     * @param deadline how long a request may take at most
     */
    void stop(Duration deadline) {
        ready.set(false);
        http.getHttpConfiguration().setPersistentConnectionsEnabled(false);
        log.info(
                "not ready any more; serving for {} more seconds",
                options.serving().drain().toSeconds());
        pause(options.serving().drain());
        CompletableFuture<Void> closed = connector.shutdown();
        Duration left = deadline.minus(options.serving().drain());
        boolean done = await(left.compareTo(LEAST_END) > 0 ? left : LEAST_END, () -> underWay.requests() == 0);
        await(
                QUIET_END,
                () -> closed.isDone() || connector.getConnectedEndPoints().isEmpty());
        try {
            server.stop();
        } catch (Exception cutOff) {
            done = false;
        }
        if (!done) {
            log.warn("some requests were still under way when the time to end them was over");
        }
    }

    private static boolean await(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(Duration.ofMillis(20));
        }
        return true;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
