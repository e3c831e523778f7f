package io.github.bitbucketoidc.examples.standalone;

import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Which path answers what; no other one is there, whatever the method. A path has one spelling, the one that stands here: servers often take
 * {@code /%73ecrets}, {@code /secrets;x} and {@code /a/../secrets} for {@code /secrets}, while a proxy in front, which may guard or count
 * that path, takes them for others.
 */
final class Paths extends Handler.Abstract {

    private final Map<String, Request.Handler> answers;

    Paths(Map<String, Request.Handler> answers) {
        this.answers = Map.copyOf(answers);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getPath(); // as it was sent, neither decoded nor made simple
        Request.Handler answer = path == null ? null : answers.get(path);
        if (answer != null) {
            return answer.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, 404); // PlainErrors writes it
        return true;
    }
}
