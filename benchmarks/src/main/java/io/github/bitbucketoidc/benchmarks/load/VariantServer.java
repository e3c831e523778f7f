package io.github.bitbucketoidc.benchmarks.load;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.core.endpoint.SecretsEndpoint;
import io.github.bitbucketoidc.core.provider.JsonLinesAuditLog;
import io.github.bitbucketoidc.core.provider.SecretProvider;
import io.github.bitbucketoidc.http.JdkSecretsHandler;
import io.github.bitbucketoidc.http.SecretsHandler;
import io.javalin.Javalin;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The provider on another HTTP server than the standalone program's, to see which carries it best. */
public final class VariantServer {

    private static final int THREADS = 64;

    private VariantServer() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments {@code javalin}, {@code jdk} or {@code jdk-virtual}, then the policy file
     * @throws IOException if it cannot listen
     */
    public static void main(String[] arguments) throws IOException {
        SecretProvider provider = SecretProvider.builder()
                .policyFile(Path.of(arguments[1]))
                .auditLog(JsonLinesAuditLog.mandatory(new FileOutputStream(FileDescriptor.out)))
                .build();
        SecretsEndpoint endpoint =
                SecretsEndpoint.builder(provider).maxConcurrent(THREADS).build();
        int port = arguments[0].equals("javalin") ? javalin(endpoint) : jdk(endpoint, arguments[0]);
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

    private static int jdk(SecretsEndpoint endpoint, String kind) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.createContext("/secrets", new JdkSecretsHandler(endpoint));
        server.setExecutor(kind.equals("jdk-virtual") ? virtualThreads() : Executors.newFixedThreadPool(THREADS));
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
