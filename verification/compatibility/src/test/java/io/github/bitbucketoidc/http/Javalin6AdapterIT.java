package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.javalin.Javalin;

/** The handler, as it was compiled on Javalin 7, on Javalin 6: in an application with pages, errors and habits of its own. */
class Javalin6AdapterIT extends AdapterContract {

    @Override
    AdapterServer start(SecretsEndpoint endpoint) {
        Javalin app = Javalin.create(config -> {
                    config.showJavalinBanner = false;
                    config.http.generateEtags = true;
                })
                .before("/secrets", new SecretsHandler(endpoint))
                .get("/", context -> context.result("a page of the application"))
                .error(400, context -> context.result("an error page of the application"))
                .error(401, context -> context.html("<h1>an error page of the application</h1>"))
                .after(context -> context.header("Access-Control-Allow-Origin", "*"))
                .start("127.0.0.1", 0);
        return AdapterServer.of(app.port(), app::stop);
    }
}
