package io.github.bitbucketoidc.store.vault.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one HTTP/1.1 answer (RFC 9112), with a limit on everything that is held. One answer, one thread. */
final class ReplyReader {

    private static final int MOST_HEAD = 64 << 10;
    private static final int MOST_INTERIM = 5;

    private final InputStream in;
    private final int limit;
    private int headLeft = MOST_HEAD;

    /** With the longest body that is wanted. */
    ReplyReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Of an answer that has no body: its status. */
    int readHead() throws IOException {
        int status = status(line());
        headers();
        return status;
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new ProtocolException("not HTTP");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    HttpReply read() throws IOException {
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            String statusLine = line();
            int status = status(statusLine);
            Map<String, String> headers = headers();
            if (status >= 200) {
                return body(status, headers, statusLine.startsWith("HTTP/1.1"));
            }
            if (status == 101) {
                break; // nobody asked for another protocol
            }
        }
        throw new ProtocolException("no final answer");
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                throw new ProtocolException("no header");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            String before = headers.putIfAbsent(name, value);
            boolean framing = name.equals("content-length") || name.equals("transfer-encoding");
            if (before != null && framing && !before.equals(value)) {
                throw new ProtocolException("framed in two ways");
            }
        }
        return headers;
    }

    private HttpReply body(int status, Map<String, String> headers, boolean current) throws IOException {
        String coding = headers.getOrDefault("transfer-encoding", "");
        String length = headers.getOrDefault("content-length", "");
        boolean lasts = current && !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
        if (status == 204 || status == 304) {
            return new HttpReply(status, headers, Optional.of(new byte[0]), lasts);
        }
        if (!coding.isEmpty()) {
            if (!coding.equalsIgnoreCase("chunked") || !length.isEmpty()) {
                throw new ProtocolException("framed in an unknown way");
            }
            Optional<byte[]> body = chunked();
            return new HttpReply(status, headers, body, lasts && body.isPresent());
        }
        if (!length.isEmpty()) {
            if (!length.matches("[0-9]{1,18}")) {
                throw new ProtocolException("no length");
            }
            if (Long.parseLong(length) > limit) {
                return new HttpReply(status, headers, Optional.empty(), false);
            }
            return new HttpReply(status, headers, Optional.of(exactly(Integer.parseInt(length))), lasts);
        }
        byte[] rest = in.readNBytes(limit + 1);
        return new HttpReply(status, headers, rest.length > limit ? Optional.empty() : Optional.of(rest), false);
    }

    private Optional<byte[]> chunked() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (true) {
            String size = line().replaceFirst("[ \\t]*(;.*)?$", "");
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new ProtocolException("no chunk");
            }
            int length = Integer.parseInt(size, 16);
            if (whole.size() + length > limit) {
                return Optional.empty();
            }
            if (length == 0) {
                headers(); // trailers, which nobody asked for
                return Optional.of(whole.toByteArray());
            }
            whole.writeBytes(exactly(length));
            if (!line().isEmpty()) {
                throw new ProtocolException("no end of a chunk");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("ended early");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int unit = in.read(); unit != '\n'; unit = in.read()) {
            if (unit < 0) {
                throw new EOFException("ended early");
            }
            if (--headLeft < 0) {
                throw new ProtocolException("too long");
            }
            line.write(unit);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
