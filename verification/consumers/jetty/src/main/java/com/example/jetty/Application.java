package com.example.jetty;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.SecretsServlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** A servlet application on Jetty 12. */
public final class Application {

    private final SecretProvider provider;
    private final Server server;

    public Application(Path policy) throws Exception {
        provider = SecretProvider.open(policy);
        ServletContextHandler servlets = new ServletContextHandler("/");
        servlets.addServlet(new ServletHolder(new SecretsServlet(SecretsEndpoint.of(provider))), "/secrets");
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(servlets);
        server.start();
    }

    public int port() {
        return server.getURI().getPort();
    }

    public void stop() throws Exception {
        server.stop();
        provider.close();
    }
}
