package io.github.bitbucketoidc.store.vault.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to a server, perhaps through a proxy. One thread at a time may {@link #open} it and {@link #exchange} on it; any
 * thread may {@link #close} it at any moment, which ends what is under way.
 */
final class Connection {

    private static final int MOST_OF_A_PROXY = 64 << 10;

    private final Server server;
    private final Optional<HttpProxy> proxy;
    private final SSLSocketFactory tls;
    private volatile Socket raw = new Socket(Proxy.NO_PROXY);
    private Socket socket = raw;
    private volatile boolean closed;
    private volatile boolean sent;
    private volatile boolean answering;
    private InputStream in = InputStream.nullInputStream();

    Connection(Server server, Optional<HttpProxy> proxy, SSLSocketFactory tls) {
        this.server = server;
        this.proxy = proxy;
        this.tls = tls;
    }

    Server server() {
        return server;
    }

    /** Whether a byte of the call under way may have left. */
    boolean hasSent() {
        return sent;
    }

    /** Whether a byte of the answer to the call under way has come. */
    boolean isAnswering() {
        return answering;
    }

    /**
     * Connects: TCP, the proxy's tunnel, TLS.
     *
     * @throws ProxyRefusedException if the proxy does not let it through
     */
    void open(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        if (proxy.isEmpty()) {
            connect(server.host(), server.port(), end);
        } else if (proxy.get().socks()) {
            // the proxy looks the name up
            connect(proxy.get().socket(), InetSocketAddress.createUnresolved(server.host(), server.port()), end);
        } else {
            connect(proxy.get().host(), proxy.get().port(), end);
        }
        raw.setSoTimeout(millis(end));
        if (server.tls()) {
            if (proxy.isPresent() && !proxy.get().socks()) {
                tunnel(proxy.get());
            }
            SSLSocket secured = (SSLSocket) tls.createSocket(raw, server.host(), server.port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be that of this host
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            socket = secured;
        }
        raw.setSoTimeout(0); // who waits for an answer closes this when that takes too long
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Each address of a name gets its share of the time: one that is dead leaves time for the others. */
    private void connect(String host, int port, long end) throws IOException {
        InetAddress[] all = InetAddress.getAllByName(host);
        for (int i = 0; ; i++) {
            try {
                int left = all.length - i;
                long share = System.nanoTime() + (end - System.nanoTime()) / left;
                connect(new Socket(Proxy.NO_PROXY), new InetSocketAddress(all[i], port), share);
                return;
            } catch (IOException failed) {
                if (i + 1 == all.length || closed) {
                    throw failed;
                }
            }
        }
    }

    private void connect(Socket fresh, InetSocketAddress to, long end) throws IOException {
        close(raw);
        raw = fresh;
        socket = fresh;
        if (closed) { // perhaps before there was this one to close
            throw new SocketException("closed");
        }
        fresh.setTcpNoDelay(true);
        fresh.connect(to, millis(end));
    }

    private static int millis(long end) throws IOException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("no time left");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    private void tunnel(HttpProxy through) throws IOException {
        StringBuilder head =
                new StringBuilder("CONNECT ").append(server.authority()).append(" HTTP/1.1\r\n");
        HttpCall.header(head, "Host", server.authority());
        through.headers().forEach((name, value) -> HttpCall.header(head, name, value));
        raw.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        // not buffered: what comes behind the answer belongs to TLS
        int status = new ReplyReader(raw.getInputStream(), MOST_OF_A_PROXY).readHead();
        if (status < 200 || status > 299) {
            throw new ProxyRefusedException(status);
        }
    }

    /** The proxy does not let the connection through. */
    static final class ProxyRefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;

        ProxyRefusedException(int status) {
            super("refused by the proxy");
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Sends a call and reads the whole answer. */
    HttpReply exchange(HttpCall call, int limit) throws IOException {
        sent = false;
        answering = false;
        boolean complete = proxy.isPresent() && !proxy.get().socks() && !server.tls();
        byte[] message = call.message(server, complete ? proxy.get().headers() : Map.of(), complete);
        sent = true;
        socket.getOutputStream().write(message);
        socket.getOutputStream().flush();
        in.mark(1);
        if (in.read() >= 0) {
            answering = true;
        }
        in.reset();
        return new ReplyReader(in, limit).read();
    }

    /** Ends it and what is under way on it, at once: nothing is waited for. */
    void close() {
        closed = true;
        close(raw);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more, whatever that says
        }
    }
}
