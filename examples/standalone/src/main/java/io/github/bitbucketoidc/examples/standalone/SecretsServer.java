package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.core.endpoint.SecretsEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ProcessorUtils;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with the secrets, two answers about its own state, and nothing else. */
final class SecretsServer {

    /** 24 KiB of headers, and room for the request line, which Jetty counts with them. */
    private static final int REQUEST_HEAD = 25 * 1024;

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

    private static final int ACCEPTORS = 1;

    private static final Duration DRAIN = Duration.ofSeconds(5);
    /** How long a connection may say nothing; slower ones hold up nobody but themselves. */
    private static final Duration IDLE = Duration.ofSeconds(20);
    /** How long a connection may take for a whole request, however it sends it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** So many wait to be accepted while all threads are busy. */
    private static final int BACKLOG = 1024;

    private final Options options;
    private final QueuedThreadPool threads;
    private final Server server;
    private final ServerConnector connector;
    private final AtomicBoolean ready = new AtomicBoolean();

    SecretsServer(Options options, SecretsEndpoint endpoint) throws Refusal {
        this.options = options;
        int processors = ProcessorUtils.availableProcessors();
        this.threads = new QueuedThreadPool(options.maxConcurrent() + NEVER_WAITING);
        threads.setName("http");
        threads.setReservedThreads(Math.min(MOST_OF_JETTYS, processors));
        this.server = new Server(threads);
        this.connector = new ServerConnector(
                server, ACCEPTORS, Math.max(1, Math.min(MOST_OF_JETTYS, processors / 2)), factories(options));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        connector.addBean(new LateConnections(connector.getScheduler(), PATIENCE));
        server.addConnector(connector);
        server.setStopTimeout(DRAIN.toMillis());
        server.setErrorHandler(new PlainErrors());
        server.setHandler(new GracefulHandler(paths(endpoint)));
    }

    static ConnectionFactory[] factories(Options options) throws Refusal {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(REQUEST_HEAD);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (options.tls().isEmpty()) {
            return new ConnectionFactory[] {plain};
        }
        // The one that Jetty would add refuses a Host that the certificate does not name: also a probe of Kubernetes,
        // which asks a pod by its address. No answer depends on the name, and who cares for it has looked at the
        // certificate before asking.
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslConnectionFactory tls =
                new SslConnectionFactory(Tls.contextFactory(options.tls().get()), plain.getProtocol());
        return new ConnectionFactory[] {tls, plain};
    }

    private Paths paths(SecretsEndpoint endpoint) {
        return new Paths(Map.of(
                options.path(),
                new Secrets(endpoint),
                "/healthz",
                new Status("alive", () -> true),
                "/readyz",
                new Status("ready", ready::get)));
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

    /** Not ready any more, accepts nothing more, and waits for what is under way, at most 5 seconds. */
    void stop() {
        ready.set(false);
        try {
            server.stop();
        } catch (Exception late) {
            // What was not done after the time to drain is cut off, and that is what was asked for.
            System.err.println("some requests were still under way when the time to end them was over");
        }
    }
}
