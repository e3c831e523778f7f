package io.github.bitbucketoidc.benchmarks.soak;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection that asks again and again, with as little work as possible: it shares the machine with what it measures. One thread. */
final class Asker implements AutoCloseable {

    private static final byte[] RELEASED =
            ("{\"PASSWORD\":\"" + Target.SECRET + "\"}").getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private Socket socket;
    private InputStream in;

    Asker(URI target) throws IOException {
        if (!InetAddress.getByName(target.getHost()).isLoopbackAddress()) {
            throw new IllegalArgumentException("load is for loopback only");
        }
        this.port = target.getPort();
        this.socket = new Socket();
        this.in = InputStream.nullInputStream();
        connect();
    }

    private void connect() throws IOException {
        socket.close();
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 4096);
    }

    /** The bytes of a request with this token. */
    static byte[] request(String token) {
        return ("GET /secrets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Asks and returns the status; checks that a release is whole. */
    int ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int status = Integer.parseInt(line().substring(9, 12));
        int length = 0;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            closes |= header.equalsIgnoreCase("Connection: close");
        }
        byte[] body = in.readNBytes(length);
        if (status == 200 && !java.util.Arrays.equals(body, RELEASED)) {
            throw new IllegalStateException("not the whole answer: " + new String(body, StandardCharsets.UTF_8));
        }
        if (closes) {
            connect();
        }
        return status;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended in the middle");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
