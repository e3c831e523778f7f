package io.github.bitbucketoidc.examples.standalone;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says whether something holds: 200 or 503, for whoever starts and watches the program. */
final class Status implements Request.Handler {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type",
            "text/plain; charset=utf-8",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff");

    private final String name;
    private final BooleanSupplier condition;

    Status(String name, BooleanSupplier condition) {
        this.name = name;
        this.condition = condition;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean holds = condition.getAsBoolean();
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.getHeaders().put("Allow", "GET, HEAD");
            write(response, 405, "Only GET and HEAD are allowed here.", callback);
        } else {
            write(response, holds ? 200 : 503, holds ? name : "not " + name, callback);
        }
        return true;
    }

    private static void write(Response response, int status, String text, Callback callback) {
        Answer.write(response, status, HEADERS, (text + "\n").getBytes(StandardCharsets.UTF_8), callback);
    }
}
