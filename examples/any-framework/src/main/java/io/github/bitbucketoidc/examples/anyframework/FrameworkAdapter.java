package io.github.bitbucketoidc.examples.anyframework;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands a request of the framework to the endpoint, and the endpoint's answer to the framework. Thread-safe. */
final class FrameworkAdapter extends Handler.Abstract {

    private final SecretsEndpoint endpoint;

    FrameworkAdapter(SecretsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        EndpointResponse answer = endpoint.handle(EndpointRequest.of(
                request.getMethod(), // as sent: no override by a header
                request.getHeaders().getValuesList("Authorization"), // every line, neither joined nor trimmed
                Request.getRemoteAddr(request), // the other end of the connection
                request.getHeaders().getValuesList("X-Forwarded-For")));
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }
}
