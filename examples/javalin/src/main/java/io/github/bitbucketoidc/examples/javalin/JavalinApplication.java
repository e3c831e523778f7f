package io.github.bitbucketoidc.examples.javalin;

import io.github.bitbucketoidc.core.endpoint.SecretsEndpoint;
import io.github.bitbucketoidc.core.provider.SecretProvider;
import io.github.bitbucketoidc.http.SecretsHandler;
import io.javalin.Javalin;
import java.nio.file.Path;

/** A Javalin application: {@code GET /greeting} is its own, {@code /secrets} is the provider. */
public final class JavalinApplication {

    private JavalinApplication() {}

    /**
     * Runs it on port 8080 of the loopback interface.
     *
     * @param arguments the policy file
     */
    public static void main(String[] arguments) {
        start(Path.of(arguments[0]), 8080);
    }

    static Javalin start(Path policy, int port) {
        SecretProvider provider = SecretProvider.open(policy);
        return Javalin.create(config -> {
                    config.routes.get(
                            "/greeting", context -> context.result("Hello from an application of your own\n"));

                    config.routes.before("/secrets", new SecretsHandler(SecretsEndpoint.of(provider)));
                    config.events.serverStopped(provider::close);
                })
                .start("127.0.0.1", port);
    }
}
