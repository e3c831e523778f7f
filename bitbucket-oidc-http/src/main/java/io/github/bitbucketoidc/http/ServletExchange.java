package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.core.endpoint.EndpointRequest;
import io.github.bitbucketoidc.core.endpoint.EndpointResponse;
import io.github.bitbucketoidc.core.endpoint.SecretsEndpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the servlet and Javalin's handler have in common: both speak the servlet API. */
final class ServletExchange {

    private static final Logger log = LoggerFactory.getLogger(ServletExchange.class);

    private ServletExchange() {}

    static void answer(SecretsEndpoint endpoint, HttpServletRequest request, HttpServletResponse response) {
        copy(
                endpoint.handle(EndpointRequest.of(
                        request.getMethod(),
                        lines(request.getHeaders("Authorization")),
                        Objects.requireNonNullElse(request.getRemoteAddr(), ""),
                        lines(request.getHeaders("X-Forwarded-For")))),
                response);
    }

    /** A container may refuse to show its headers, and says so with {@code null}: then there is none. */
    private static List<String> lines(@Nullable Enumeration<String> values) {
        return values == null ? List.of() : Collections.list(values);
    }

    private static void copy(EndpointResponse answer, HttpServletResponse response) {
        try {
            response.setStatus(answer.status());
            answer.headers().forEach(response::setHeader);
            response.setContentLength(answer.length());
            answer.writeTo(response.getOutputStream());
        } catch (IOException clientGone) {
            // Nobody is left to tell, and nothing is wrong here (H14).
            log.debug("the client went away before it had its answer");
        }
    }
}
