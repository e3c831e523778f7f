package io.github.bitbucketoidc.store.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a store and a server as a balancer does, or as an HTTP proxy. It can forget its connections without a word: what
 * comes over them then goes nowhere, and nothing ends.
 */
final class Relay implements AutoCloseable {

    private final ServerSocket listener;
    private final URI target;
    private final boolean proxy;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> tunnels = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int forgotten;
    private volatile boolean refusing;

    private Relay(URI target, boolean proxy) {
        try {
            this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.target = target;
        this.proxy = proxy;
        daemon(this::accept);
    }

    /** A balancer in front of one server. */
    static Relay before(URI target) {
        return new Relay(target, false);
    }

    /** A proxy that every CONNECT leads to the same server, whatever it names. */
    static Relay proxyTo(URI target) {
        return new Relay(target, true);
    }

    int port() {
        return listener.getLocalPort();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** How many connections were made to it. */
    int accepted() {
        return accepted.get();
    }

    /** The first lines and the headers that a proxy was sent. */
    List<String> tunnels() {
        return tunnels;
    }

    void refuse() {
        refusing = true;
    }

    /** All connections so far lead nowhere from now on. */
    void forget() {
        forgotten = accepted.get();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                int number = accepted.incrementAndGet();
                daemon(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try {
            socket.setTcpNoDelay(true);
            if (proxy && !answerConnect(socket)) {
                socket.close();
                return;
            }
            Socket server = new Socket(target.getHost(), target.getPort());
            server.setTcpNoDelay(true);
            open.add(server);
            daemon(() -> copy(server, socket, number));
            copy(socket, server, number);
        } catch (IOException broken) {
            // as between any two
        }
    }

    private boolean answerConnect(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int unit = in.read();
            if (unit < 0) {
                return false;
            }
            head.append((char) unit);
        }
        tunnels.add(head.toString());
        String answer = refusing ? "HTTP/1.1 403 Forbidden\r\n\r\n" : "HTTP/1.1 200 Connection established\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return !refusing;
    }

    private void copy(Socket from, Socket to, int number) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (number > forgotten) {
                    out.write(buffer, 0, length);
                    out.flush();
                }
            }
        } catch (IOException broken) {
            // as between any two
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
