package com.example.javalin;

import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.SecretsHandler;
import io.javalin.Javalin;
import java.nio.file.Path;

/** A Javalin 6 application. */
public final class Application {

    private Application() {}

    public static Javalin start(Path policy) {
        SecretProvider provider = SecretProvider.open(policy);
        Javalin application = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.events(events -> events.serverStopped(provider::close));
        });
        Runtime.getRuntime().addShutdownHook(new Thread(application::stop, "stop"));
        return application
                .before("/secrets", new SecretsHandler(SecretsEndpoint.of(provider)))
                .start("127.0.0.1", 0);
    }
}
