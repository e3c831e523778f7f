package io.github.bitbucketoidc.store.vault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands where a Vault should be: keeps what it was sent, and answers what a test says, in any broken way. Built on sockets,
 * because no HTTP server would send what is not HTTP.
 */
public final class FakeVault implements AutoCloseable {

    /** A request as it came. */
    public record Request(String method, String target, Map<String, String> headers, String body) {

        public String path() {
            return target.startsWith("/v1/") ? target.substring(4) : target;
        }

        public String token() {
            return headers.getOrDefault("x-vault-token", "");
        }
    }

    /** Decides about requests. */
    public interface Behaviour {
        FakeAnswer answer(Request request);
    }

    /** Connections that the system keeps until they are accepted: hundreds come at once, and one that is dropped costs seconds. */
    private static final int MOST_WAITING = 1024;

    private final ServerSocket listener;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesReceived = new AtomicLong();
    private volatile Behaviour behaviour;

    private FakeVault(ServerSocket listener, Behaviour behaviour) {
        this.listener = listener;
        this.behaviour = behaviour;
    }

    public static FakeVault start(Behaviour behaviour) {
        try {
            return start(new ServerSocket(0, MOST_WAITING, InetAddress.getLoopbackAddress()), behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FakeVault start(ServerSocket listener, Behaviour behaviour) {
        FakeVault fake = new FakeVault(listener, behaviour);
        daemon(fake::accept);
        return fake;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fake-vault");
        thread.setDaemon(true);
        thread.start();
    }

    public void behave(Behaviour newBehaviour) {
        behaviour = newBehaviour;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public List<Request> requests() {
        return requests;
    }

    public long count(String pathPrefix) {
        return requests.stream().filter(r -> r.path().startsWith(pathPrefix)).count();
    }

    long bytesReceived() {
        return bytesReceived.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                Request request = request(line, in);
                requests.add(request);
                if (!behaviour.answer(request).send(socket, out)) {
                    return;
                }
            }
        } catch (IOException broken) {
            // the other side went away, which is its right
        } finally {
            open.remove(socket);
        }
    }

    private Request request(String first, InputStream in) throws IOException {
        String[] words = first.split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        bytesReceived.addAndGet(body.length);
        return new Request(words[0], words[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    /** A line without its end; empty at the end of the stream too. */
    private String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int unit = in.read(); unit >= 0 && unit != '\n'; unit = in.read()) {
            bytesReceived.incrementAndGet();
            if (unit != '\r') {
                line.write(unit);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
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
