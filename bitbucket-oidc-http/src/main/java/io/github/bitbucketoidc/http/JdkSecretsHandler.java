package io.github.bitbucketoidc.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A handler that answers runners, for the HTTP server of the JDK. Thread-safe. It blocks its thread while keys are fetched and
 * stores are read: give the server an executor with several threads. It answers the path of its context and no other, and throws
 * away what a request's body holds.
 *
 * <pre>{@code
 * HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 8080), 0);
 * server.createContext("/secrets", new JdkSecretsHandler(SecretsEndpoint.of(provider)));
 * server.setExecutor(executor);
 * }</pre>
 *
 * <p>Closing an exchange, the server itself waits for up to 64 KiB of a body that nobody read: a stranger who sends it slowly holds
 * a thread (the answer has left by then). Facing strangers, use another server, or set the system properties
 * {@code sun.net.httpserver.drainAmount} and {@code sun.net.httpserver.maxReqTime} (seconds).
 *
 * @since 0.1.0
 */
public final class JdkSecretsHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(JdkSecretsHandler.class);

    private final SecretsEndpoint endpoint;

    /**
     * Makes the handler.
     *
     * @param endpoint what answers
     */
    public JdkSecretsHandler(SecretsEndpoint endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    /**
     * Answers one request, whatever its method, and closes the exchange.
     *
     * @param exchange the request and where the answer goes
     */
    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            EndpointResponse answer = isOurs(exchange) ? answer(exchange) : SecretsEndpoint.notFound();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bodiless = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.length());
            if (!bodiless) {
                answer.writeTo(exchange.getResponseBody());
                exchange.getResponseBody().flush();
            }
            discardBody(exchange);
        } catch (IOException clientGone) {
            // Nobody is left to tell, and nothing is wrong here (H14).
            log.debug("the client went away before it had its answer");
        }
    }

    /** The JDK's server also hands over {@code /secretsfoo} and {@code /secrets/x} to a context at {@code /secrets}. */
    private static boolean isOurs(HttpExchange exchange) {
        return exchange.getHttpContext()
                .getPath()
                .equals(exchange.getRequestURI().getRawPath());
    }

    private EndpointResponse answer(HttpExchange exchange) {
        return endpoint.handle(EndpointRequest.of(
                exchange.getRequestMethod(),
                lines(exchange, "Authorization"),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                lines(exchange, "X-Forwarded-For")));
    }

    private static void discardBody(HttpExchange exchange) throws IOException {
        List<String> length = lines(exchange, "Content-Length");
        // The server has read the length as a number before it called.
        if (UnreadBody.isAnnounced(
                length.isEmpty() ? 0 : Long.parseLong(length.get(0).strip()),
                !lines(exchange, "Transfer-Encoding").isEmpty())) {
            UnreadBody.discard(exchange.getRequestBody());
        }
    }

    private static List<String> lines(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }
}
