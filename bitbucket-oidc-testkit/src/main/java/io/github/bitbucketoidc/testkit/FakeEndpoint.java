package io.github.bitbucketoidc.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One document of a fake issuer, discovery or keys: where it is, how often it was asked for, and what goes wrong with it.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class FakeEndpoint {

    private final URI uri;
    private final Supplier<@Nullable String> document;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable Fault fault;

    FakeEndpoint(URI uri, Supplier<@Nullable String> document) {
        this.uri = uri;
        this.document = document;
    }

    /**
     * Where it is.
     *
     * @return its address on the loopback interface
     */
    public URI uri() {
        return uri;
    }

    /**
     * How often it was asked for, whatever the answer.
     *
     * @return the number of requests since the server started
     */
    public int requests() {
        return requests.get();
    }

    /**
     * Breaks it, until {@link #heals()}.
     *
     * @param newFault how it answers from now on
     */
    public void fails(Fault newFault) {
        this.fault = Objects.requireNonNull(newFault, "newFault");
    }

    /** Answers rightly again. */
    public void heals() {
        this.fault = null;
    }

    void handle(HttpExchange exchange) throws IOException, InterruptedException {
        requests.incrementAndGet();
        Fault current = fault;
        String text = document.get();
        if (current != null) {
            current.send(exchange, (text == null ? "{}" : text).getBytes(StandardCharsets.UTF_8));
        } else if (text == null) {
            Fault.status(404).send(exchange, new byte[0]);
        } else {
            Fault.send(exchange, 200, "application/json", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String toString() {
        return "FakeEndpoint[" + uri + "]";
    }
}
