package io.github.bitbucketoidc.store.vault.http;

import io.github.bitbucketoidc.store.support.Loopback;
import java.util.Locale;

/**
 * Where an HTTP server is. Immutable.
 *
 * @param tls whether it speaks TLS
 * @param host its name or address, in lower case; an IPv6 address without brackets
 * @param port its port
 * @since 0.1.0
 */
public record Server(boolean tls, String host, int port) {

    /**
     * Makes the host lower-case, so that one server has one spelling.
     *
     * @param tls whether it speaks TLS
     * @param host its name or address
     * @param port its port
     */
    public Server {
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether it is this machine, by its spelling; see {@link Loopback}.
     *
     * @return {@code true} for {@code localhost} and the loopback addresses
     */
    public boolean isLoopback() {
        return Loopback.isHost(host);
    }

    /**
     * As it stands in the header {@code Host} and in a CONNECT.
     *
     * @return host and port, an IPv6 address in brackets
     */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Its address.
     *
     * @return for example {@code https://vault.example:8200}
     */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }
}
