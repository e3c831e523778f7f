package io.github.bitbucketoidc.benchmarks.load;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.http.JdkSecretsHandler;
import io.github.bitbucketoidc.http.SecretsHandler;
import io.github.bitbucketoidc.http.SecretsServlet;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretProviderBuilder;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.javalin.Javalin;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The provider on another HTTP server than the standalone program's, to see which carries it best. */
public final class VariantServer {

    private static final int THREADS = 64;

    private VariantServer() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments {@code jetty}, {@code jetty-virtual}, {@code javalin}, {@code jdk} or {@code jdk-virtual}; then the policy file;
     *     then {@code silent} for a provider without an audit log, if it is to have none
     * @throws Exception if it cannot listen
     */
    public static void main(String[] arguments) throws Exception {
        SecretProviderBuilder builder = SecretProvider.builder().policyFile(Path.of(arguments[1]));
        if (!List.of(arguments).contains("silent")) {
            builder.auditLog(AuditLog.jsonLines(new FileOutputStream(FileDescriptor.out)));
        }
        SecretsEndpoint endpoint =
                SecretsEndpoint.builder(builder.build()).maxConcurrent(THREADS).build();
        int port = switch (arguments[0]) {
            case "jetty" -> JettyServer.start(JettyServer.servlet(new SecretsServlet(endpoint)));
            case "jetty-virtual" -> JettyServer.startVirtual(JettyServer.servlet(new SecretsServlet(endpoint)));
            case "javalin" -> javalin(endpoint);
            case "jdk" -> jdk(endpoint, Executors.newFixedThreadPool(THREADS));
            case "jdk-virtual" -> jdk(endpoint, virtualThreads());
            default -> throw new IllegalArgumentException("no such server: " + arguments[0]);
        };
        System.out.println("listening on http://127.0.0.1:" + port + "/secrets");
    }

    private static int javalin(SecretsEndpoint endpoint) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.before("/secrets", new SecretsHandler(endpoint));
                })
                .start("127.0.0.1", 0)
                .port();
    }

    private static int jdk(SecretsEndpoint endpoint, ExecutorService threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.createContext("/secrets", new JdkSecretsHandler(endpoint));
        server.setExecutor(threads);
        server.start();
        return server.getAddress().getPort();
    }

    /** By reflection: they are there from JDK 21 on. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("virtual threads need JDK 21 or later", missing);
        }
    }
}
