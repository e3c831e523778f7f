package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The errors that Jetty makes itself: plain text and the fixed headers, never its pages, which show messages and stacks. */
final class PlainErrors implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = status(request, response);
        EndpointResponse answer = SecretsEndpoint.containerError(status, Request.getRemoteAddr(request));
        Answer.write(request, response, status, answer.headers(), answer.body(), callback);
        return true;
    }

    private static int status(Request request, Response response) {
        int status = response.getStatus();
        if (status == 400 && request.getHttpURI().hasViolations()) {
            // Jetty looks at no path that can be read in two ways, such as //secrets: to a caller it is one that there
            // is not.
            return 404;
        }
        return status >= 400 && status <= 599 ? status : 500;
    }
}
