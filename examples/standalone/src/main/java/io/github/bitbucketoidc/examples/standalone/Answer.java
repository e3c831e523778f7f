package io.github.bitbucketoidc.examples.standalone;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes a whole answer at once. */
final class Answer {

    private Answer() {}

    static void write(
            Request request,
            Response response,
            int status,
            Map<String, String> headers,
            byte[] body,
            Callback callback) {
        response.setStatus(status);
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), UnreadBody.before(request, callback));
    }
}
