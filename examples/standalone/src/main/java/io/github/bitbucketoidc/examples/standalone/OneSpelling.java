package io.github.bitbucketoidc.examples.standalone;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A path has one spelling. Jetty would take {@code /%73ecrets}, {@code /secrets;x} and {@code /a/../secrets} for {@code /secrets}, while
 * a proxy in front, which may guard or count that path, takes them for others: they are paths that there are not.
 */
final class OneSpelling extends Handler.Wrapper {

    OneSpelling(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Request.getPathInContext(request).equals(request.getHttpURI().getPath())) {
            Response.writeError(request, response, callback, 404); // PlainErrors writes it
            return true;
        }
        return super.handle(request, response, callback);
    }
}
