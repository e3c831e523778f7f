package io.github.bitbucketoidc.store.aws.sts;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.aws.FakeAws;
import io.github.bitbucketoidc.store.aws.FakeSecrets;
import io.github.bitbucketoidc.store.aws.Stores;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A program of its own, so that every logger is at its lowest level from the start: reads as a step, and makes credentials. */
final class LoggedInAtTrace {

    static final String DONE = "both stores answered";
    private static final String ROLE = "arn:aws:iam::123456789012:role/payments-ci";

    private LoggedInAtTrace() {}

    public static void main(String[] arguments) throws IOException {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
        Logger.getLogger("").setLevel(Level.ALL);
        FakeSecrets secrets = new FakeSecrets();
        try (FakeAws aws = new FakeAws()) {
            aws.answering(call -> call.operation().startsWith("AssumeRole")
                    ? FakeAws.Answer.session(call, "ASIA1", Instant.now().plusSeconds(900))
                    : secrets.apply(call));
            Map<String, Object> step = Map.of("step", Map.of("role", ROLE));
            try (SecretStore store = Stores.open("aws-secrets-manager", Stores.at(aws.address(), "login", step))) {
                Stores.read(store, "a");
            }
            Map<String, Object> roles = Map.of("deploy", ROLE);
            try (SecretStore store =
                    Stores.open("aws-credentials", Stores.at(aws.address(), "login", "step", "roles", roles))) {
                Stores.read(store, "deploy");
            }
            if (aws.calls("AssumeRoleWithWebIdentity").stream()
                            .filter(call ->
                                    Stores.TOKEN.equals(call.parameters().get("WebIdentityToken")))
                            .count()
                    == 2) {
                System.out.println(DONE);
            }
        }
    }
}
