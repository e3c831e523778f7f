package io.github.bitbucketoidc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks a provider for a step's secrets as Bitbucket's runner does. Which method it uses, and whether it writes
 * {@code Bearer}, Atlassian does not say: both can be tried. Immutable and thread-safe.
 *
 * <pre>{@code
 * RunnerAnswer answer = RunnerSimulator.of(URI.create("http://127.0.0.1:8080/secrets")).ask(token);
 * answer.environment().get("DB_PASSWORD");
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RunnerSimulator {

    private final HttpClient client;
    private final URI provider;
    private final String method;
    private final String prefix;
    private final Duration timeout;

    private RunnerSimulator(HttpClient client, URI provider, String method, String prefix, Duration timeout) {
        this.client = client;
        this.provider = provider;
        this.method = method;
        this.prefix = prefix;
        this.timeout = timeout;
    }

    /**
     * A runner that sends GET and {@code Bearer}, and waits 30 seconds.
     *
     * @param provider the secret provider URI of its configuration
     * @return the runner
     */
    public static RunnerSimulator of(URI provider) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return of(provider, client);
    }

    /**
     * A runner with a client of one's own: for TLS, or a proxy.
     *
     * @param provider the secret provider URI of its configuration
     * @param client what sends its requests
     * @return the runner
     */
    public static RunnerSimulator of(URI provider, HttpClient client) {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(client, "client");
        return new RunnerSimulator(client, provider, "GET", "Bearer ", Duration.ofSeconds(30));
    }

    /**
     * Sends POST, without a body.
     *
     * @return a runner that does
     */
    public RunnerSimulator usingPost() {
        return new RunnerSimulator(client, provider, "POST", prefix, timeout);
    }

    /**
     * Sends the token alone, without {@code Bearer}.
     *
     * @return a runner that does
     */
    public RunnerSimulator sendingBareTokens() {
        return new RunnerSimulator(client, provider, method, "", timeout);
    }

    /**
     * Waits for another time.
     *
     * @param newPatience until it gives up, positive
     * @return a runner that does
     */
    public RunnerSimulator waiting(Duration newPatience) {
        return new RunnerSimulator(client, provider, method, prefix, newPatience);
    }

    /**
     * Asks with a step's token.
     *
     * @param token the token
     * @return what came back
     * @throws UncheckedIOException if nothing came back, or this thread was interrupted
     */
    public RunnerAnswer ask(String token) {
        HttpRequest request = HttpRequest.newBuilder(provider)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", prefix + token)
                .timeout(timeout)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return RunnerAnswer.of(response.statusCode(), response.headers(), response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException("the provider did not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for the provider", interrupted));
        }
    }

    @Override
    public String toString() {
        return "RunnerSimulator[" + method + " " + provider + "]";
    }
}
