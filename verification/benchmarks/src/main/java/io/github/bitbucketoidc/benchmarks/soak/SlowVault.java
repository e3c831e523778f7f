package io.github.bitbucketoidc.benchmarks.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Speaks enough of Vault for one secret, and takes its time: so what the program can serve is known, and not a matter of this machine. */
final class SlowVault implements AutoCloseable {

    private static final String SECRET = "{\"data\":{\"data\":{\"password\":\"" + Target.SECRET
            + "\"},\"metadata\":{\"version\":1,\"destroyed\":false,\"deletion_time\":\"\"}}}";
    private static final String LOGIN = "{\"data\":{\"ttl\":0,\"renewable\":false}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile long pauseMillis;
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean sealed;

    SlowVault(long pauseMillis) throws IOException {
        this.pauseMillis = pauseMillis;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/secret/data/payments/db", exchange -> {
            reads.incrementAndGet();
            pause();
            answer(exchange, sealed ? 503 : 200, sealed ? "{\"errors\":[\"Vault is sealed\"]}" : SECRET);
        });
        server.createContext("/v1/auth/token/lookup-self", exchange -> answer(exchange, 200, LOGIN));
        server.setExecutor(threads);
        server.start();
    }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void pause(long millis) {
        pauseMillis = millis;
    }

    void seal(boolean value) {
        sealed = value;
    }

    long reads() {
        return reads.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
