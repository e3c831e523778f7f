package com.example.javalin;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.SecretsHandler;
import io.javalin.Javalin;
import java.nio.file.Path;

/** A Javalin 7 application. */
public final class Application {

    private Application() {}

    public static Javalin start(Path policy) {
        SecretProvider provider = SecretProvider.open(policy);
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.before("/secrets", new SecretsHandler(SecretsEndpoint.of(provider)));
                    config.events.serverStopped(provider::close);
                })
                .start("127.0.0.1", 0);
    }
}
