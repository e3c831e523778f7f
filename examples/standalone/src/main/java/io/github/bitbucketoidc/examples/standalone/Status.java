package io.github.bitbucketoidc.examples.standalone;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Says whether something holds: 200 or 503, for whoever starts and watches the program. */
final class Status implements Request.Handler {

    /** HAProxy asks with OPTIONS unless it is told otherwise. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type",
            "text/plain; charset=utf-8",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff");

    private final String name;
    private final BooleanSupplier condition;
    private final Supplier<Optional<String>> remark;

    Status(String name, BooleanSupplier condition) {
        this(name, condition, Optional::empty);
    }

    /**
     * A status with a second line.
     *
     * @param remark what an operator should know beside it, for everybody to read: no names, no paths
     */
    Status(String name, BooleanSupplier condition, Supplier<Optional<String>> remark) {
        this.name = name;
        this.condition = condition;
        this.remark = remark;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean holds = condition.getAsBoolean();
        if (METHODS.contains(request.getMethod())) {
            String line = holds ? name : "not " + name;
            String text = remark.get().map(more -> line + "\n" + more).orElse(line);
            write(request, response, holds ? 200 : 503, text, callback);
        } else {
            response.getHeaders().put("Allow", "GET, HEAD, OPTIONS");
            write(request, response, 405, "Only GET, HEAD and OPTIONS are allowed here.", callback);
        }
        return true;
    }

    private static void write(Request request, Response response, int status, String text, Callback callback) {
        Answer.write(request, response, status, HEADERS, (text + "\n").getBytes(StandardCharsets.UTF_8), callback);
    }
}
