package io.github.bitbucketoidc.examples.anyframework;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;

/** An application whose framework has no ready adapter. */
public final class FrameworkApplication {

    private FrameworkApplication() {}

    /**
     * Runs it on port 8080 of the loopback interface.
     *
     * @param arguments the policy file
     * @throws Exception if it cannot start
     */
    public static void main(String[] arguments) throws Exception {
        try (SecretProvider provider = SecretProvider.open(Path.of(arguments[0]))) {
            start(provider, 8080).join();
        }
    }

    static Server start(SecretProvider provider, int port) throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(new FrameworkAdapter(SecretsEndpoint.of(provider)));
        server.start();
        return server;
    }
}
