package io.github.bitbucketoidc.examples.standalone;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Says whether something holds: 200 or 503, for whoever starts and watches the program. */
final class StatusServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient BooleanSupplier condition;

    StatusServlet(String name, BooleanSupplier condition) {
        this.name = name;
        this.condition = condition;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean holds = condition.getAsBoolean();
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            write(response, 405, "Only GET and HEAD are allowed here.");
        } else {
            write(response, holds ? 200 : 503, holds ? name : "not " + name);
        }
    }

    private static void write(HttpServletResponse response, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Content-Type", "text/plain; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
