package io.github.bitbucketoidc.core.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A load balancer that can forget its connections without a word: what is written into them is swallowed, and nothing comes back. Also a
 * forward proxy, when it is asked to CONNECT or for a whole address.
 */
final class SilentProxy implements AutoCloseable {

    private static final class Link {

        private final Socket client;
        private volatile boolean forgotten;

        private Link(Socket client) {
            this.client = client;
        }
    }

    private final ServerSocket server;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final AtomicLong swallowed = new AtomicLong();
    private final AtomicInteger connects = new AtomicInteger();

    /** Forwards to a port of this machine. */
    SilentProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Forgets the connections that there are; new ones work. */
    void forget() {
        links.forEach(link -> link.forgotten = true);
    }

    long swallowed() {
        return swallowed.get();
    }

    int connections() {
        return links.size();
    }

    /** How often it was asked to be a proxy. */
    int connects() {
        return connects.get();
    }

    private void accept() {
        try {
            while (true) {
                Link link = new Link(server.accept());
                links.add(link);
                threads.execute(() -> serve(link));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Link link) {
        try (Socket client = link.client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[16_384];
            int length = in.read(buffer);
            String head = new String(buffer, 0, Math.max(0, length), java.nio.charset.StandardCharsets.US_ASCII);
            if (head.startsWith("CONNECT ")) {
                connects.incrementAndGet();
                client.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                length = 0;
            } else if (head.startsWith("GET http://")) {
                connects.incrementAndGet();
                length = rewrite(head, buffer);
            }
            threads.execute(() -> copy(link, upstream, client, false));
            OutputStream out = upstream.getOutputStream();
            out.write(buffer, 0, Math.max(0, length));
            copy(link, client, upstream, true);
        } catch (IOException e) {
            // One side has gone.
        }
    }

    /** Asks for the path alone, and for an end after it: the next request may be for another server. */
    private static int rewrite(String head, byte[] buffer) {
        int path = head.indexOf('/', "GET http://".length());
        byte[] plain = ("GET " + head.substring(path)).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(plain, 0, buffer, 0, plain.length);
        return plain.length;
    }

    private void copy(Link link, Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (link.forgotten) {
                    swallowed.addAndGet(counted ? length : 0);
                } else {
                    out.write(buffer, 0, length);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One side has gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Link link : links) {
            link.client.close();
        }
        threads.shutdownNow();
    }
}
