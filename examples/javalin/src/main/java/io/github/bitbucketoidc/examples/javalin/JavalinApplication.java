package io.github.bitbucketoidc.examples.javalin;

import io.github.bitbucketoidc.http.SecretsHandler;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.javalin.Javalin;
import java.nio.file.Path;

/** A Javalin application: {@code GET /greeting} is its own, {@code /secrets} is the provider. */
public final class JavalinApplication {

    private JavalinApplication() {}

    /**
     * Runs it on the loopback interface.
     *
     * @param arguments the policy file, and the port unless it is 8080
     */
    public static void main(String[] arguments) {
        start(Path.of(arguments[0]), arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8080);
    }

    static Javalin start(Path policy, int port) {
        SecretProvider provider = SecretProvider.open(policy);
        Javalin application = Javalin.create(config -> {
            config.routes.get("/greeting", context -> context.result("Hello from an application of your own\n"));

            config.routes.before("/secrets", new SecretsHandler(SecretsEndpoint.of(provider)));
            config.events.serverStopped(provider::close);
        });
        // Javalin does not stop by itself when the process is told to end.
        Runtime.getRuntime().addShutdownHook(new Thread(application::stop, "stop"));
        return application.start("127.0.0.1", port);
    }
}
