package io.github.bitbucketoidc.core.token.keys;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a small JSON document: one answer, one deadline for all of it (attack row K18; a timeout for each read would never
 * fire against drops), a cap on its bytes (K19), no redirects (K11), nothing compressed (K17). Thread-safe.
 */
final class BoundedFetch {

    static final int LARGEST_BODY = 256 * 1024;

    /** A connection that was used before may be dead: so long it may be silent before another one is tried. */
    static final long FIRST_TRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final Supplier<FreshClient.Use> client;
    private final Consumer<HttpClient> discard;

    /**
     * Fetches through these clients.
     *
     * @param client gives one for each request
     * @param discard is told of one whose connection fell silent
     */
    BoundedFetch(Supplier<FreshClient.Use> client, Consumer<HttpClient> discard) {
        this.client = client;
        this.discard = discard;
    }

    /**
     * Fetches one document.
     *
     * @param deadline as of {@link System#nanoTime()}
     * @param budget asked before each request whether it may be made
     */
    byte[] get(URI uri, long deadline, BooleanSupplier budget) throws KeySetRefused {
        FreshClient.Use use = client.get();
        long firstTry = System.nanoTime() + FIRST_TRY_NANOS;
        if (use.used() && firstTry - deadline < 0) {
            byte[] body = get(use.client(), uri, firstTry, budget);
            if (body != null) {
                return body;
            }
            discard.accept(use.client());
            use = client.get();
        }
        byte[] body = get(use.client(), uri, deadline, budget);
        if (body == null) {
            throw new KeySetRefused(uri + " did not answer in full in time");
        }
        return body;
    }

    /** One request; null if the time was over first. */
    private static byte @Nullable [] get(HttpClient client, URI uri, long deadline, BooleanSupplier budget)
            throws KeySetRefused {
        if (!budget.getAsBoolean()) {
            throw new KeySetRefused(uri + " was not asked: the requests of this hour are spent");
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json, application/jwk-set+json")
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, answer -> new CappedBody(refusal(answer), LARGEST_BODY));
        try {
            return exchange.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .body();
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeySetRefused("fetching " + uri + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(uri, e);
        } finally {
            // Ends an exchange that is still going on, and its connection with it; nothing otherwise.
            exchange.cancel(true);
        }
    }

    /** Why the answer's body is not even read, if so. */
    private static Optional<CappedBody.Refused> refusal(HttpResponse.ResponseInfo answer) {
        int status = answer.statusCode();
        if (status != 200) {
            return Optional.of(new CappedBody.Refused(
                    "answered " + status + advice(status), status, RetryAfter.millis(status, answer.headers())));
        }
        String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            return Optional.of(new CappedBody.Refused("answered with a compressed body, which was not asked for"));
        }
        Optional<String> type = answer.headers().firstValue("Content-Type");
        return type.isPresent() && !isJson(type.get())
                ? Optional.of(new CappedBody.Refused("answered with a Content-Type other than JSON"))
                : Optional.empty();
    }

    private static String advice(int status) {
        if (status >= 300 && status < 400) {
            return ": redirects are not followed";
        }
        return switch (status) {
            case 404 -> ": is the workspace's slug right, is OIDC enabled, has one pipeline run?";
            case 429 -> ": too many requests come from this address; replicas behind one address share its quota";
            default -> "";
        };
    }

    private static boolean isJson(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** The kind of failure says what an operator needs; texts of the network are not ours to vouch for. */
    private static KeySetRefused failure(URI uri, Throwable failure) {
        String kind = "IOException";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CappedBody.Refused refused) {
                return refused.of(uri.toString());
            }
            if (kind.equals("IOException") && !(cause instanceof ExecutionException)) {
                kind = cause.getClass().getSimpleName();
            }
        }
        return new KeySetRefused(uri + " was not reached: " + kind, failure);
    }
}
