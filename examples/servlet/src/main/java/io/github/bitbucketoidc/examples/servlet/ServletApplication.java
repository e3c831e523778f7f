package io.github.bitbucketoidc.examples.servlet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** A web application on Jetty: {@code GET /greeting} is its own, {@code /secrets} is the provider. */
public final class ServletApplication {

    private ServletApplication() {}

    /**
     * Runs it on port 8080 of the loopback interface.
     *
     * @param arguments the policy file
     * @throws Exception if it cannot start
     */
    public static void main(String[] arguments) throws Exception {
        start(Path.of(arguments[0]), 8080).join();
    }

    static Server start(Path policy, int port) throws Exception {
        ServletContextHandler application = new ServletContextHandler("/");
        application.addServlet(new ServletHolder(new GreetingServlet()), "/greeting");
        application.addEventListener(new SecretsListener(policy)); // the provider, and nothing else has changed

        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setHandler(application);
        server.start();
        return server;
    }
}
