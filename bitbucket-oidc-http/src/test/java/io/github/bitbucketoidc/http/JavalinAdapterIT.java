package io.github.bitbucketoidc.http;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.function.Consumer;

/** The handler on Javalin 7, in an application that has pages, errors and habits of its own. */
class JavalinAdapterIT extends AdapterContract {

    @Override
    AdapterServer start(SecretsEndpoint endpoint) {
        return start(endpoint, config -> {});
    }

    /** With more settings, such as a log of requests. */
    static AdapterServer start(SecretsEndpoint endpoint, Consumer<JavalinConfig> more) {
        Javalin app = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.http.generateEtags = true;
                    more.accept(config);
                    config.routes.before("/secrets", new SecretsHandler(endpoint));
                    config.routes.get("/", context -> context.result("a page of the application"));
                    config.routes.error(400, context -> context.result("an error page of the application"));
                    config.routes.error(401, context -> context.html("<h1>an error page of the application</h1>"));
                    config.routes.after(context -> context.header("Access-Control-Allow-Origin", "*"));
                })
                .start("127.0.0.1", 0);
        return AdapterServer.of(app.port(), app::stop);
    }
}
