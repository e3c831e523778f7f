package io.github.bitbucketoidc.store.vault.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A proxy on the way to a server. {@code toString} shows host and port only.
 *
 * @param host its name
 * @param port its port
 * @param socks whether it speaks SOCKS and not HTTP
 * @param credentials user name and password as {@code user:password}; empty for none
 */
record HttpProxy(String host, int port, boolean socks, String credentials) {

    Socket socket() {
        return new Socket(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(host, port)));
    }

    /** What it wants to be told (RFC 9110, 11.7.2). */
    Map<String, String> headers() {
        return credentials.isEmpty()
                ? Map.of()
                : Map.of(
                        "Proxy-Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
