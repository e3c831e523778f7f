package io.github.bitbucketoidc.examples.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavalinApplicationIT {

    private static final String SECRET = "correct horse battery staple";

    private static Path policy(Path directory, FakeBitbucket bitbucket) throws IOException {
        Path secrets = directory.resolve("secrets.yaml");
        Files.writeString(secrets, "payments/db: { password: \"" + SECRET + "\" }\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(directory.resolve("policy.yaml"), """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  local: { type: file, path: secrets.yaml }
                grants:
                  payments:
                    when: repository is "{%s}" and branch is "main"
                    deliver:
                      DB_PASSWORD: local:payments/db#password
                """.formatted(
                        FakeBitbucket.ACME, bitbucket.acme().issuer(), TokenMint.REPOSITORY));
    }

    /** The process is told to end, as an operator or a container does it: the provider is closed, and with it its stores. */
    @Test
    void closesTheProviderOnSigterm(@TempDir Path directory) throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Path closed = directory.resolve("closed");
            Path policy = policy(directory, bitbucket);
            Files.writeString(
                    policy,
                    Files.readString(policy)
                            .replace("stores:\n", "stores:\n  witness: { type: witness, closed: " + closed + " }\n"));
            Path output = directory.resolve("output");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            JavalinApplication.class.getName(),
                            policy.toString(),
                            "0")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> Files.readString(output).contains("Listening on"));
                process.destroy();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(closed).exists();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void servesItsOwnPagesAndTheSecretsOfAStep(@TempDir Path directory) throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
            Javalin application = JavalinApplication.start(policy(directory, bitbucket), 0);
            try {
                URI address = URI.create("http://127.0.0.1:" + application.port());
                HttpRequest page =
                        HttpRequest.newBuilder(address.resolve("/greeting")).build();
                String greeting = HttpClient.newHttpClient()
                        .send(page, HttpResponse.BodyHandlers.ofString())
                        .body();
                RunnerSimulator runner = RunnerSimulator.of(address.resolve("/secrets"));

                assertThat(greeting).startsWith("Hello");
                assertThat(runner.ask(bitbucket.acme().mint().token()).environment())
                        .containsEntry("DB_PASSWORD", SECRET);
                assertThat(runner.ask(bitbucket
                                        .acme()
                                        .mint()
                                        .branch("feature/x")
                                        .token())
                                .variables())
                        .isEmpty();
                assertThat(runner.ask(bitbucket.acme().mint().wrongSignature().token())
                                .status())
                        .isEqualTo(401);
            } finally {
                application.stop();
            }
        }
    }
}
