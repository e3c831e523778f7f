package io.github.bitbucketoidc.core.token;

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
import java.util.function.Supplier;

/**
 * Fetches a small JSON document: one answer, one deadline for all of it (attack row K18; a timeout for each read would never
 * fire against drops), a cap on its bytes (K19), no redirects (K11), nothing compressed (K17). Thread-safe.
 */
final class BoundedFetch {

    static final int LARGEST_BODY = 256 * 1024;

    private final Supplier<HttpClient> client;

    BoundedFetch(Supplier<HttpClient> client) {
        this.client = client;
    }

    /**
     * Fetches one document.
     *
     * @param deadline as of {@link System#nanoTime()}
     */
    byte[] get(URI uri, long deadline) throws KeySetRefused {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json, application/jwk-set+json")
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.get().sendAsync(request, answer -> new CappedBody(refusal(answer), LARGEST_BODY));
        try {
            return exchange.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .body();
        } catch (TimeoutException e) {
            throw new KeySetRefused(uri + " did not answer in full in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeySetRefused("fetching " + uri + " was interrupted", e);
        } catch (ExecutionException e) {
            throw new KeySetRefused(uri + " " + reason(e), e);
        } finally {
            // Ends an exchange that is still going on, and its connection with it; nothing otherwise.
            exchange.cancel(true);
        }
    }

    /** Why the answer's body is not even read, if so. */
    private static Optional<String> refusal(HttpResponse.ResponseInfo answer) {
        int status = answer.statusCode();
        if (status >= 300 && status < 400) {
            return Optional.of("answered " + status + ": redirects are not followed");
        }
        if (status == 404) {
            return Optional.of("answered 404: is the workspace's slug right, is OIDC enabled, has one pipeline run?");
        }
        if (status != 200) {
            return Optional.of("answered " + status);
        }
        String encoding = answer.headers().firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            return Optional.of("answered with a compressed body, which was not asked for");
        }
        Optional<String> type = answer.headers().firstValue("Content-Type");
        return type.isPresent() && !isJson(type.get())
                ? Optional.of("answered with a Content-Type other than JSON")
                : Optional.empty();
    }

    private static boolean isJson(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** The kind of failure says what an operator needs; texts of the network are not ours to vouch for. */
    private static String reason(Throwable failure) {
        String kind = "IOException";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CappedBody.Refused refused) {
                return refused.reason();
            }
            if (kind.equals("IOException") && !(cause instanceof ExecutionException)) {
                kind = cause.getClass().getSimpleName();
            }
        }
        return "was not reached: " + kind;
    }
}
