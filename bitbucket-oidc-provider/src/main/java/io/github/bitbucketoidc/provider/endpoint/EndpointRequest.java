package io.github.bitbucketoidc.provider.endpoint;

import java.util.List;
import java.util.Objects;

/**
 * What of an HTTP request decides its answer: the method and the {@code Authorization} lines; and where it came from, for the
 * audit event. There is room for nothing else: no path, no query, no cookie and no body, so a token is never read from one of
 * those (attack rows H1, H2). Immutable and thread-safe; {@code toString} never shows the token.
 *
 * @since 0.1.0
 */
public final class EndpointRequest {

    private final String method;
    private final List<String> authorization;
    private final String peer;
    private final List<String> forwardedFor;

    private EndpointRequest(String method, List<String> authorization, String peer, List<String> forwardedFor) {
        this.method = Objects.requireNonNull(method, "method");
        this.authorization = List.copyOf(authorization);
        this.peer = Objects.requireNonNull(peer, "peer");
        this.forwardedFor = List.copyOf(forwardedFor);
    }

    /**
     * A request, as an adapter hands it over.
     *
     * @param method the method as sent; methods differ by letter case (RFC 9110 section 9.1)
     * @param authorization the value of each {@code Authorization} line, neither joined nor trimmed; empty if there is none
     * @param peer the address of the other end of the connection, without a port; empty if unknown
     * @param forwardedFor the value of each {@code X-Forwarded-For} line in the order of arrival; empty if there is none
     * @return the request
     */
    public static EndpointRequest of(
            String method, List<String> authorization, String peer, List<String> forwardedFor) {
        return new EndpointRequest(method, authorization, peer, forwardedFor);
    }

    /**
     * The method.
     *
     * @return as sent
     */
    public String method() {
        return method;
    }

    /**
     * The {@code Authorization} lines. Their values hold a bearer token: they go to the verifier and nowhere else.
     *
     * @return one value per line, unmodifiable
     */
    public List<String> authorization() {
        return authorization;
    }

    /**
     * The other end of the connection.
     *
     * @return its address, empty if unknown
     */
    public String peer() {
        return peer;
    }

    /**
     * Whom proxies say they forward for. Anybody can send this header: it counts only behind a trusted proxy.
     *
     * @return one value per line, unmodifiable
     */
    public List<String> forwardedFor() {
        return forwardedFor;
    }

    @Override
    public String toString() {
        return "EndpointRequest[" + authorization.size() + " Authorization lines, redacted]";
    }
}
