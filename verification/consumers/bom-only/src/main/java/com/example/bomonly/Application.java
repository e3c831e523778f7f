package com.example.bomonly;

import com.sun.net.httpserver.HttpServer;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.provider.SecretProvider;
import io.github.bitbucketoidc.http.JdkSecretsHandler;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Serves one step of a fake Bitbucket, all in one process, and ends. */
public final class Application {

    private Application() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bom-only");
        Path secrets = Files.writeString(folder.resolve("secrets.yaml"), "db: { password: \"correct horse\" }\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                SecretProvider provider = SecretProvider.open(policy(folder, bitbucket))) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/secrets", new JdkSecretsHandler(SecretsEndpoint.of(provider)));
            server.start();
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secrets");
            Map<String, String> variables = RunnerSimulator.of(address)
                    .ask(bitbucket.acme().mint().token())
                    .variables();
            server.stop(0);
            if (!variables.equals(Map.of("DB_PASSWORD", "correct horse"))) {
                throw new AssertionError("the step got " + variables.keySet());
            }
            System.out.println("the step got what it may have");
        } finally {
            for (String file : List.of("secrets.yaml", "policy.yaml", "")) {
                Files.deleteIfExists(folder.resolve(file));
            }
        }
    }

    private static Path policy(Path folder, FakeBitbucket bitbucket) throws Exception {
        return Files.writeString(
                folder.resolve("policy.yaml"),
                """
                version: 1
                workspaces:
                  acme: { uuid: "{%s}", issuer: "%s" }
                stores:
                  local: { type: file, path: secrets.yaml }
                grants:
                  all:
                    when: workspace is acme
                    deliver: { DB_PASSWORD: "local:db#password" }
                """
                        .formatted(FakeBitbucket.ACME, bitbucket.acme().issuer()));
    }
}
