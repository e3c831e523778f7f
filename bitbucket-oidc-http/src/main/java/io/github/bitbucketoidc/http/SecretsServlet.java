package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;

/**
 * A servlet that answers runners, for any container of Jakarta Servlet 5.0 or later: Jetty 11 and 12, Tomcat 10 and 11.
 * Thread-safe. It blocks its thread while keys are fetched and stores are read, at most for the policy's deadline and one fetch
 * of keys; it throws away what a request's body holds.
 *
 * <pre>{@code
 * context.addServlet("secrets", new SecretsServlet(SecretsEndpoint.of(provider))).addMapping("/secrets");
 * }</pre>
 *
 * <p>Every method comes here, also HEAD, OPTIONS and TRACE, which {@link HttpServlet} would answer by itself (attack row H2).
 * What stands in front of servlets is the application's: leave this path out of compressing filters and handlers (H7) and of
 * filters that add CORS headers. Jetty 11 calls no servlet before the first byte of an announced body is there, unless its
 * {@code HttpConfiguration} says {@code setDelayDispatchUntilContent(false)}.
 *
 * @since 0.1.0
 */
public final class SecretsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Servlets are serializable by inheritance only; no container does it. */
    private final transient SecretsEndpoint endpoint;

    /**
     * Makes the servlet.
     *
     * @param endpoint what answers
     */
    public SecretsServlet(SecretsEndpoint endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        LoudLogs.look();
    }

    /**
     * Answers one request, whatever its method.
     *
     * @param request the request
     * @param response where the answer goes
     */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        if (request.getPathInfo() == null) {
            ServletExchange.answer(endpoint, request, response);
        } else {
            ServletExchange.answerNotFound(request, response); // below the path that a mapping such as /secrets/* names
        }
    }
}
