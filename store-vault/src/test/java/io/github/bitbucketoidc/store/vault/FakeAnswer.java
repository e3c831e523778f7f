package io.github.bitbucketoidc.store.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** How {@link FakeVault} answers one request. */
public interface FakeAnswer {

    String LOGIN = "{\"auth\": {\"client_token\": \"%s\", \"accessor\": \"acc-%s\", \"lease_duration\": %d,"
            + " \"renewable\": true, \"token_type\": \"service\"}}";
    String KV2 = "{\"data\": {\"path\": \"secret/\", \"type\": \"kv\", \"options\": {\"version\": \"2\"}}}";
    String INVALID_TOKEN = "{\"errors\": [\"2 errors occurred:\\n\\t* permission denied\\n\\t* invalid token\\n\\n\"]}";
    String DENIED = "{\"errors\": [\"1 error occurred:\\n\\t* permission denied\\n\\n\"]}";

    /** Sends it; {@code false} if the connection must be closed after it. */
    boolean send(Socket socket, OutputStream out) throws IOException;

    static FakeAnswer json(int status, String body, String... headers) {
        return (socket, out) -> {
            out.write(text(status, body, body.getBytes(StandardCharsets.UTF_8).length, headers));
            out.flush();
            return true;
        };
    }

    /** A secret of KV version 2 with one field {@code a}. */
    static FakeAnswer secret(String value) {
        return json(200, "{\"data\": {\"data\": {\"a\": \"" + value + "\"}, \"metadata\": {\"version\": 1}}}");
    }

    static FakeAnswer login(String token, long seconds) {
        return json(200, String.format(LOGIN, token, token, seconds));
    }

    static byte[] text(int status, String body, int length, String... headers) {
        StringBuilder text =
                new StringBuilder("HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + length + "\r\n");
        boolean typed = false;
        for (String header : headers) {
            text.append(header).append("\r\n");
            typed |= header.startsWith("Content-Type");
        }
        if (!typed) {
            text.append("Content-Type: application/json\r\n");
        }
        return (text + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
    }

    /** Says that more comes than does, and closes. */
    static FakeAnswer truncated(String body) {
        return (socket, out) -> {
            out.write(text(200, body, body.length() + 100));
            out.flush();
            return false;
        };
    }

    /** A reset in the middle of the body. */
    static FakeAnswer reset(String body) {
        return (socket, out) -> {
            out.write(text(200, body, body.length() + 100));
            out.flush();
            socket.setSoLinger(true, 0);
            return false;
        };
    }

    /** One byte of the body each tenth of a second. */
    static FakeAnswer drip(String body) {
        return (socket, out) -> {
            out.write(text(200, "", body.length()));
            for (byte unit : body.getBytes(StandardCharsets.UTF_8)) {
                pause(100);
                out.write(unit);
                out.flush();
            }
            return true;
        };
    }

    /** Nothing for some time. */
    static FakeAnswer late(long millis, FakeAnswer answer) {
        return (socket, out) -> {
            pause(millis);
            return answer.send(socket, out);
        };
    }

    /** When a test lets it. */
    static FakeAnswer after(CountDownLatch sign, FakeAnswer answer) {
        return (socket, out) -> {
            try {
                sign.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return answer.send(socket, out);
        };
    }

    static FakeAnswer closed() {
        return (socket, out) -> false;
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
