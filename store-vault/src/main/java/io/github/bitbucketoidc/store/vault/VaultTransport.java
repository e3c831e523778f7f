package io.github.bitbucketoidc.store.vault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Carries one call to one server, once. Follows no redirect: the token would go with it. Thread-safe. */
final class VaultTransport implements AutoCloseable {

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param headers the headers
     * @param body the body; empty if it was longer than {@link BoundedBody#LIMIT}
     */
    record Reply(int status, HttpHeaders headers, Optional<byte[]> body) {

        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    /** No whole answer came. Its message is ours; nothing of what was sent or received is in it. */
    static final class NoReplyException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean sent;

        NoReplyException(String message, boolean sent) {
            super(message);
            this.sent = sent;
        }

        /** Whether Vault may have seen the call. */
        boolean sent() {
            return sent;
        }
    }

    private final HttpClient http;
    private final @Nullable String namespace;

    VaultTransport(@Nullable SSLContext tls, @Nullable String namespace, Duration connectTimeout, Executor executor) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(
                        HttpClient.Version
                                .HTTP_1_1) // HTTP/2 without TLS would begin with an upgrade that Vault ignores
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(executor);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
        this.namespace = namespace;
    }

    /**
     * Sends a call and waits for the whole answer.
     *
     * @param limit how long everything may take, from connecting to the last byte
     * @throws NoReplyException if no whole answer came
     * @throws InterruptedException if this thread was interrupted; the call is cancelled then
     */
    Reply send(URI address, VaultCall call, Duration limit) throws NoReplyException, InterruptedException {
        CompletableFuture<HttpResponse<Optional<byte[]>>> reply =
                http.sendAsync(request(address, call), info -> new BoundedBody());
        try {
            HttpResponse<Optional<byte[]>> response = reply.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException tooSlow) {
            throw new NoReplyException("no whole answer within " + limit.toMillis() + " ms", true);
        } catch (ExecutionException failure) {
            throw noReply(failure.getCause());
        } finally {
            reply.cancel(true); // no effect on one that is complete
        }
    }

    private HttpRequest request(URI address, VaultCall call) {
        String query = call.version().isPresent() ? "?version=" + call.version().getAsLong() : "";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address + "/v1/" + call.path().encoded() + query))
                .setHeader("X-Vault-Request", "true");
        if (namespace != null) {
            request.setHeader("X-Vault-Namespace", namespace);
        }
        if (call.token() != null) {
            request.setHeader("X-Vault-Token", call.token().reveal());
        }
        Map<String, String> body = call.body();
        return body == null
                ? request.build()
                : request.setHeader("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JsonText.of(body)))
                        .build();
    }

    private static NoReplyException noReply(@Nullable Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new NoReplyException("cannot be connected to", false);
        }
        if (cause instanceof SSLHandshakeException) {
            return new NoReplyException("TLS failed: its certificate is not trusted here, or ours not there", false);
        }
        if (cause instanceof IOException) {
            return new NoReplyException("the connection broke before a whole answer came", true);
        }
        return new NoReplyException(
                "failed with " + (cause == null ? "nothing" : cause.getClass().getName()), true);
    }

    /** Lets go of the connections where the JDK can; on 17 they end when they have been idle. */
    @Override
    public void close() {
        if ((Object) http instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing an HTTP client throws nothing", e);
            }
        }
    }
}
