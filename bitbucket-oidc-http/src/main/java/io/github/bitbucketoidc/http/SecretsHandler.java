package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Objects;

/**
 * A handler that answers runners, for Javalin 6 and 7. Thread-safe. It blocks its thread while keys are fetched and stores are
 * read, at most for the policy's deadline and one fetch of keys; it throws away what a request's body holds.
 *
 * <p>Register it as a <em>before</em> handler: those are asked for every method, while a route for GET lets Javalin answer HEAD
 * by itself (attack row H2). It ends the request: no other handler, no error page and no compression of the application touches
 * its answer (H7).
 *
 * <pre>{@code
 * Javalin.create(config -> config.routes.before("/secrets", new SecretsHandler(SecretsEndpoint.of(provider))));
 * }</pre>
 *
 * <p>That is Javalin 7; in Javalin 6, {@code before} is a method of the application itself.
 *
 * <p>Before handlers run in the order of registration: one of the application that stands earlier sees the request first.
 *
 * @since 0.1.0
 */
public final class SecretsHandler implements Handler {

    private final SecretsEndpoint endpoint;

    /**
     * Makes the handler.
     *
     * @param endpoint what answers
     */
    public SecretsHandler(SecretsEndpoint endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        LoudLogs.look();
    }

    /**
     * Answers one request, whatever its method, and ends it.
     *
     * @param context Javalin's view of the exchange
     */
    @Override
    public void handle(Context context) {
        // Past Javalin's own stream, which compresses, and past Context.method(), which takes X-HTTP-Method-Override
        // for it.
        if (isOurs(context)) {
            ServletExchange.answer(endpoint, context.req(), context.res());
        } else {
            ServletExchange.answerNotFound(context.req(), context.res());
        }
        context.skipRemainingHandlers();
    }

    /** Javalin takes {@code /secrets/} for {@code /secrets}, too. */
    private static boolean isOurs(Context context) {
        String path = context.req().getRequestURI();
        return path.length() == 1 || !path.endsWith("/");
    }
}
