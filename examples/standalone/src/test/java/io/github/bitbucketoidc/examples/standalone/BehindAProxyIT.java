package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word on the client counts: that of the proxies that the operator names, and nobody else's. */
class BehindAProxyIT {

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private String policy;

    @BeforeEach
    void write() throws IOException {
        policy = new Workplace(directory, bitbucket).policy();
    }

    @AfterEach
    void stop() {
        bitbucket.close();
    }

    private int ask(URI secrets, String token, String forwardedFor) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(secrets)
                .header("Authorization", "Bearer " + token)
                .header("X-Forwarded-For", forwardedFor)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void whoAProxySpeaksForIsInTheEventAndIsTheSourceOfAToken() throws Exception {
        try (Program program = Program.start(
                directory, "--policy", policy, "--replay", "same-source", "--trusted-proxies", "::1,127.0.0.0/8")) {
            URI secrets = program.address();
            String token = bitbucket.acme().mint().token();
            assertThat(ask(secrets, token, "203.0.113.7")).isEqualTo(200);
            assertThat(ask(secrets, token, "203.0.113.8")).isEqualTo(401);
            assertThat(ask(secrets, token, "203.0.113.8, 203.0.113.7")).isEqualTo(200); // the proxy wrote the last one

            assertThat(program.events().get(0)).contains("\"peer\":\"127.0.0.1\"", "\"client\":\"203.0.113.7\"");
            assertThat(program.events().get(1)).contains("\"replayed\"", "\"client\":\"203.0.113.8\"");
        }
    }

    @Test
    void anybodyElseMaySayWhatHeWants() throws Exception {
        try (Program program = Program.start(directory, "--policy", policy, "--trusted-proxies", "192.0.2.1")) {
            assertThat(ask(program.address(), bitbucket.acme().mint().token(), "203.0.113.7"))
                    .isEqualTo(200);
            assertThat(program.events().get(0))
                    .contains("\"peer\":\"127.0.0.1\"")
                    .doesNotContain("203.0.113.7");
        }
    }
}
