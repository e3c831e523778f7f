package io.github.bitbucketoidc.core.token;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.core.issuer.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer on loopback: its two documents can be replaced by anything, and its requests are counted. */
public final class FakeIssuer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger discoveries = new AtomicInteger();
    private final AtomicInteger keyRequests = new AtomicInteger();
    private volatile HttpHandler discovery;
    private volatile HttpHandler keys;

    private FakeIssuer(HttpServer server) {
        this.server = server;
        publishDiscovery();
    }

    /** An issuer whose set has the keys of these names. */
    public static FakeIssuer start(String... kids) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            FakeIssuer issuer = new FakeIssuer(server);
            server.setExecutor(issuer.threads);
            server.createContext("/", exchange -> issuer.handle(exchange));
            server.start();
            issuer.publish(kids);
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/acme/.well-known/openid-configuration")) {
            discoveries.incrementAndGet();
            discovery.handle(exchange);
        } else if (path.equals("/acme/keys.json")) {
            keyRequests.incrementAndGet();
            keys.handle(exchange);
        } else {
            answer(404, "text/plain", "").handle(exchange);
        }
    }

    public String server() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String issuer() {
        return server() + "/acme";
    }

    public Workspace workspace() {
        return Workspace.builder("acme", UUID.fromString(TestToken.WORKSPACE))
                .issuer(issuer())
                .build();
    }

    /** Publishes the keys of these names, and no others. */
    public FakeIssuer publish(String... kids) {
        String[] jwks = new String[kids.length];
        for (int i = 0; i < kids.length; i++) {
            jwks[i] = TestKeys.jwk(kids[i]);
        }
        return publishSet(TestKeys.set(jwks));
    }

    public FakeIssuer publishSet(String json) {
        return onKeys(answer(200, "application/json", json));
    }

    public FakeIssuer publishDiscovery() {
        return onDiscovery(answer(
                200,
                "application/json",
                "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer() + "/keys.json\"}"));
    }

    public FakeIssuer onDiscovery(HttpHandler handler) {
        discovery = handler;
        return this;
    }

    public FakeIssuer onKeys(HttpHandler handler) {
        keys = handler;
        return this;
    }

    public static HttpHandler answer(int status, String contentType, String body) {
        return answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpHandler answer(int status, String contentType, byte[] body) {
        return exchange -> {
            if (!contentType.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", contentType);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        };
    }

    public int discoveries() {
        return discoveries.get();
    }

    public int keyRequests() {
        return keyRequests.get();
    }

    public int requests() {
        return discoveries() + keyRequests();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
