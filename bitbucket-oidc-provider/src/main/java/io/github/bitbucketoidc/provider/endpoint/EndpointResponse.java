package io.github.bitbucketoidc.provider.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A complete answer: an adapter copies its status, its headers and its bytes, and adds nothing but what the protocol needs
 * ({@code Content-Length}). Every answer carries {@code Cache-Control: no-store} and {@code X-Content-Type-Options: nosniff}
 * (attack row H6). Immutable and thread-safe; {@code toString} never shows the body.
 *
 * @since 0.1.0
 */
public final class EndpointResponse {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private EndpointResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * The map of a released or empty answer.
     *
     * @param body a flat JSON map of texts in UTF-8; taken over, not copied
     * @return the answer, with status 200
     */
    public static EndpointResponse json(byte[] body) {
        return new EndpointResponse(200, headers("application/json", Map.of()), body);
    }

    /**
     * A sentence for people, never JSON, so that no runner can mistake it for secrets.
     *
     * @param status the HTTP status code
     * @param body the sentence
     * @param more headers beside those that every answer has
     * @return the answer
     */
    public static EndpointResponse text(int status, String body, Map<String, String> more) {
        return new EndpointResponse(
                status, headers("text/plain; charset=utf-8", more), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(String contentType, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.putAll(more);
        return Collections.unmodifiableMap(headers);
    }

    /**
     * The status.
     *
     * @return the HTTP status code
     */
    public int status() {
        return status;
    }

    /**
     * The headers, all of them but {@code Content-Length}.
     *
     * @return one value by name, in a stable order, unmodifiable
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body. A fresh copy: a caller that is done with it may overwrite it.
     *
     * @return the bytes; of a released answer they hold secrets
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * How long the body is.
     *
     * @return the length in bytes, for {@code Content-Length}
     */
    public int length() {
        return body.length;
    }

    /**
     * Writes the body without another copy in memory.
     *
     * @param out where to; neither flushed nor closed
     * @throws IOException if {@code out} throws it
     */
    public void writeTo(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out").write(body);
    }

    @Override
    public String toString() {
        return "EndpointResponse[" + status + ", body redacted]";
    }
}
