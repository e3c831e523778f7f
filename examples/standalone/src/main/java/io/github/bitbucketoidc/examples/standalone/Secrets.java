package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The secrets on Jetty itself: a layer of servlets costs some 7 % of an exchange, and nothing here needs one. It waits on its
 * thread for keys and stores, and never reads a request's body.
 */
final class Secrets implements Request.Handler {

    private final SecretsEndpoint endpoint;

    Secrets(SecretsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        EndpointResponse answer = endpoint.handle(EndpointRequest.of(
                request.getMethod(),
                request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION),
                Request.getRemoteAddr(request),
                request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR)));
        Answer.write(request, response, answer.status(), answer.headers(), answer.body(), callback);
        return true;
    }
}
