package com.example.modules;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.JdkSecretsHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Serves until somebody writes a line to its standard input; then it ends by itself. */
public final class Application {

    private Application() {}

    public static void main(String[] arguments) throws Exception {
        try (SecretProvider provider = SecretProvider.open(Path.of(arguments[0]))) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/secrets", new JdkSecretsHandler(SecretsEndpoint.of(provider)));
            server.start();
            System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort() + "/secrets");
            System.in.read();
            server.stop(0);
        }
    }
}
