package io.github.bitbucketoidc.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One connection on which a test writes what no HTTP client would. */
final class RawHttp implements AutoCloseable {

    /** Long enough for a loaded machine; a server that waits for the rest of a request would run into it. */
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends one request without a body on a connection of its own. */
    static RawAnswer ask(int port, String method, String target, String... headers) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.write(method + " " + target + " HTTP/1.1", headers);
            return http.read(method);
        }
    }

    /** Writes a request line, the headers that every request needs, others, and the empty line. */
    void write(String requestLine, String... headers) throws IOException {
        write(requestLine + "\r\nHost: localhost\r\n" + String.join("", lines(headers)) + "\r\n");
    }

    private static String[] lines(String... headers) {
        String[] lines = headers.clone();
        for (int i = 0; i < lines.length; i++) {
            lines[i] += "\r\n";
        }
        return lines;
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Ends the connection so that the server's next write fails. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Reads one answer behind a {@code 100 Continue}, which a server may send first. */
    RawAnswer readFinal(String method) throws IOException {
        in.mark(64);
        if (!line().startsWith("HTTP/1.1 100")) {
            in.reset();
            return read(method);
        }
        String header = line();
        while (!header.isEmpty()) {
            header = line();
        }
        return read(method);
    }

    /** Reads one answer, which must say how long it is unless it has no body. */
    RawAnswer read(String method) throws IOException {
        String status = line();
        if (!status.matches("HTTP/1\\.1 [1-5][0-9][0-9]( .*)?")) {
            throw new IOException("not an answer: " + status);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String before = headers.put(
                    line.substring(0, colon), line.substring(colon + 1).strip());
            if (before != null) {
                throw new IOException("twice: " + line);
            }
        }
        boolean bodiless = method.equals("HEAD");
        int length = bodiless ? 0 : Integer.parseInt(headers.getOrDefault("Content-Length", "-1"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body is shorter than announced");
        }
        return new RawAnswer(
                Integer.parseInt(status.substring(9, 12)), headers, new String(body, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended after: " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
