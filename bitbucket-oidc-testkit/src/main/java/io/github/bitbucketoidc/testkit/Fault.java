package io.github.bitbucketoidc.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * One way in which discovery or keys of a {@link FakeBitbucket} go wrong (attack rows K11, K16 to K19). Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * bitbucket.acme().keys().fails(Fault.status(503));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Fault {

    private static final String JSON = "application/json";

    private final String name;
    private final Answer answer;

    private Fault(String name, Answer answer) {
        this.name = name;
        this.answer = answer;
    }

    /** Answers an exchange in place of the right answer. */
    @FunctionalInterface
    interface Answer {
        void send(HttpExchange exchange, byte[] right) throws IOException, InterruptedException;
    }

    void send(HttpExchange exchange, byte[] right) throws IOException, InterruptedException {
        answer.send(exchange, right);
    }

    /**
     * An error with a short text.
     *
     * @param status the HTTP status code
     * @return the fault
     */
    public static Fault status(int status) {
        return new Fault("status " + status, (exchange, right) -> {
            byte[] text = ("fault " + status + "\n").getBytes(StandardCharsets.UTF_8);
            send(exchange, status, "text/plain", text);
        });
    }

    /**
     * A redirect.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param target where to
     * @return the fault
     */
    public static Fault redirect(int status, URI target) {
        Objects.requireNonNull(target, "target");
        return new Fault("redirect " + status, (exchange, right) -> {
            exchange.getResponseHeaders().set("Location", target.toString());
            exchange.sendResponseHeaders(status, -1);
        });
    }

    /**
     * Status 200 with another body: garbage, an empty set, another issuer's document.
     *
     * @param contentType the media type
     * @param text the body
     * @return the fault
     */
    public static Fault body(String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Fault("another body", (exchange, right) -> send(exchange, 200, contentType, bytes));
    }

    /**
     * Status 200 with a page for people, as captive portals and some proxies send.
     *
     * @return the fault
     */
    public static Fault garbage() {
        return body("text/html", "<!DOCTYPE html><title>Sorry</title><p>We will be back soon.\n");
    }

    /**
     * The first half of the right body; then the connection ends although more was announced.
     *
     * @return the fault
     */
    public static Fault truncated() {
        return new Fault("truncated", (exchange, right) -> {
            exchange.getResponseHeaders().set("Content-Type", JSON);
            exchange.sendResponseHeaders(200, right.length);
            exchange.getResponseBody().write(right, 0, right.length / 2);
            exchange.getResponseBody().flush();
        });
    }

    /**
     * The first half of the right body, announced as the whole: JSON that stops in the middle.
     *
     * @return the fault
     */
    public static Fault halfJson() {
        return new Fault(
                "half JSON",
                (exchange, right) -> send(exchange, 200, JSON, Arrays.copyOf(right, Math.max(1, right.length / 2))));
    }

    /**
     * The right body behind a lot of white space.
     *
     * @param bytes how much
     * @return the fault
     */
    public static Fault huge(long bytes) {
        return new Fault("huge", (exchange, right) -> {
            exchange.getResponseHeaders().set("Content-Type", JSON);
            exchange.sendResponseHeaders(200, 0);
            byte[] space = new byte[8192];
            Arrays.fill(space, (byte) ' ');
            OutputStream out = exchange.getResponseBody();
            for (long rest = bytes; rest > 0; rest -= space.length) {
                out.write(space, 0, (int) Math.min(rest, space.length));
            }
            out.write(right);
            out.close();
        });
    }

    /**
     * The right answer, late.
     *
     * @param pause how late
     * @return the fault
     */
    public static Fault delay(Duration pause) {
        return new Fault("delay", (exchange, right) -> {
            Thread.sleep(pause.toMillis());
            send(exchange, 200, JSON, right);
        });
    }

    /**
     * The right answer, one byte at a time.
     *
     * @param pause between two bytes
     * @return the fault
     */
    public static Fault drip(Duration pause) {
        return new Fault("drip", (exchange, right) -> {
            exchange.getResponseHeaders().set("Content-Type", JSON);
            exchange.sendResponseHeaders(200, right.length);
            for (byte one : right) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
                Thread.sleep(pause.toMillis());
            }
        });
    }

    /**
     * The headers, and then nothing until the server is closed.
     *
     * @return the fault
     */
    public static Fault stall() {
        return new Fault("stall", (exchange, right) -> {
            exchange.sendResponseHeaders(200, right.length);
            exchange.getResponseBody().flush();
            Thread.sleep(Duration.ofMinutes(10).toMillis());
        });
    }

    /**
     * No answer: the connection ends.
     *
     * @return the fault
     */
    public static Fault disconnect() {
        return new Fault("disconnect", (exchange, right) -> {});
    }

    static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.getResponseBody().close();
    }

    @Override
    public String toString() {
        return "Fault[" + name + "]";
    }
}
