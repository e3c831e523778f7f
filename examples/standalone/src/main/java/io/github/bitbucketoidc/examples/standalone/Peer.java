package io.github.bitbucketoidc.examples.standalone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/** What a connection tells of the one at its other end. */
final class Peer {

    private Peer() {}

    /** With TLS there are two connections for each client, and only the inner one counts requests. */
    static boolean isInner(Connection connection) {
        return connection.getMessagesIn() >= 0;
    }

    /** Whether a request is in work on it. */
    static boolean isAnswered(Connection connection) {
        return connection.getMessagesIn() != connection.getMessagesOut();
    }

    /** Whether it is TLS, and no key has been agreed on yet. */
    static boolean isShakingHands(Connection connection) {
        return connection.getEndPoint() instanceof SslConnection.SslEndPoint tls
                && tls.getSslConnection()
                        .getSSLEngine()
                        .getSession()
                        .getProtocol()
                        .equals("NONE");
    }

    static @Nullable InetAddress address(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : null;
    }
}
