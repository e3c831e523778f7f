package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the servlet and Javalin's handler have in common: both speak the servlet API. */
final class ServletExchange {

    private static final Logger log = LoggerFactory.getLogger(ServletExchange.class);

    private ServletExchange() {}

    /** Answers what came over the connection: filters of the application have changed neither method nor headers nor address. */
    static void answer(SecretsEndpoint endpoint, HttpServletRequest request, HttpServletResponse response) {
        HttpServletRequest sent = ConnectionPeer.innermost(request);
        answer(
                endpoint.handle(EndpointRequest.of(
                        sent.getMethod(),
                        lines(sent.getHeaders("Authorization")),
                        ConnectionPeer.of(sent),
                        lines(sent.getHeaders("X-Forwarded-For")))),
                request,
                response);
    }

    /** Says that there is nothing here. */
    static void answerNotFound(HttpServletRequest request, HttpServletResponse response) {
        answer(SecretsEndpoint.notFound(), request, response);
    }

    /** A container may refuse to show its headers, and says so with {@code null}: then there is none. */
    private static List<String> lines(@Nullable Enumeration<String> values) {
        return values == null ? List.of() : Collections.list(values);
    }

    private static void answer(EndpointResponse answer, HttpServletRequest request, HttpServletResponse response) {
        try {
            response.setStatus(answer.status());
            answer.headers().forEach(response::setHeader);
            response.setContentLength(answer.length());
            answer.writeTo(response.getOutputStream());
            // Whoever waits for a word before sending a body has got the last one, and will not send it.
            if (request.getHeader("Expect") == null
                    && UnreadBody.isAnnounced(
                            request.getContentLengthLong(), request.getHeader("Transfer-Encoding") != null)) {
                response.flushBuffer();
                UnreadBody.discard(request.getInputStream());
            }
        } catch (IOException clientGone) {
            // Nobody is left to tell, and nothing is wrong here (H14).
            log.debug("the client went away before it had its answer");
        }
    }
}
