package io.github.bitbucketoidc.benchmarks.load;

import jakarta.servlet.Servlet;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with the settings of the standalone program that matter for its speed, and what answers. */
final class JettyServer {

    private static final int THREADS = 80;

    private JettyServer() {}

    /** Listens, and returns its port. */
    static int start(Handler handler) throws Exception {
        return start(handler, new QueuedThreadPool(THREADS));
    }

    /** One servlet at {@code /secrets}. */
    static Handler servlet(Servlet servlet) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(servlet), "/secrets");
        return context;
    }

    /** Each request on a virtual thread: JDK 21 or later. */
    static int startVirtual(Handler handler) throws Exception {
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        if (virtual == null) {
            throw new IllegalStateException("virtual threads need JDK 21 or later");
        }
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setVirtualThreadsExecutor(virtual);
        return start(handler, threads);
    }

    private static int start(Handler handler, QueuedThreadPool threads) throws Exception {
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return connector.getLocalPort();
    }
}
