package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet on Jetty 12. */
class JettyAdapterIT extends AdapterContract {

    @Override
    AdapterServer start(SecretsEndpoint endpoint) throws Exception {
        return start(endpoint, null);
    }

    /** With an access log. */
    static AdapterServer start(SecretsEndpoint endpoint, RequestLog log) throws Exception {
        Server server = new Server();
        server.setRequestLog(log);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new SecretsServlet(endpoint)), "/secrets");
        server.setHandler(context);
        server.start();
        return AdapterServer.of(connector.getLocalPort(), server::stop);
    }
}
