package com.example.classpath;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.JdkSecretsHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A plain application on the class path, with the HTTP server of the JDK; it uses the cache, too. */
public final class Application implements AutoCloseable {

    private final SecretProvider provider;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    public Application(Path policy) throws IOException {
        provider = SecretProvider.builder()
                .policyFile(policy)
                .cacheSecrets(Duration.ofSeconds(30))
                .replayGuard(ReplayGuards.counting())
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/secrets", new JdkSecretsHandler(SecretsEndpoint.of(provider)));
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        provider.close();
    }
}
