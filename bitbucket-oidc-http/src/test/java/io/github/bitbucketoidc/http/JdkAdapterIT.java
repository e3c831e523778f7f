package io.github.bitbucketoidc.http;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The handler on the HTTP server of the JDK. */
class JdkAdapterIT extends AdapterContract {

    @Override
    AdapterServer start(SecretsEndpoint endpoint) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService executor = Executors.newCachedThreadPool();
        server.setExecutor(executor);
        server.createContext("/secrets", new JdkSecretsHandler(endpoint));
        server.start();
        return AdapterServer.of(server.getAddress().getPort(), () -> {
            server.stop(0);
            executor.shutdownNow();
        });
    }
}
