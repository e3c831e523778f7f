package io.github.bitbucketoidc.examples.anyframework;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkApplicationIT {

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

    @Test
    void servesTheSecretsOfAStep(@TempDir Path directory) throws Exception {
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                SecretProvider provider = SecretProvider.open(policy(directory, bitbucket))) {
            Server application = FrameworkApplication.start(provider, 0);
            try {
                RunnerSimulator runner = RunnerSimulator.of(
                        URI.create("http://127.0.0.1:" + application.getURI().getPort() + "/secrets"));

                assertThat(runner.ask(bitbucket.acme().mint().token()).environment())
                        .containsEntry("DB_PASSWORD", SECRET);
                assertThat(runner.ask(bitbucket.acme().mint().wrongSignature().token())
                                .status())
                        .isEqualTo(401);
            } finally {
                application.stop();
            }
        }
    }
}
