package com.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.kit.Workplace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Steps get their secrets from an application that guards everything else in its own way. */
class BootTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void servesStepsBesideWhatTheApplicationGuards(String forwardHeaders) throws Exception {
        try (Workplace workplace = new Workplace();
                ConfigurableApplicationContext context = SpringApplication.run(
                        Application.class,
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--server.forward-headers-strategy=" + forwardHeaders,
                        "--secrets.policy=" + workplace.policy(),
                        "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:9/keys",
                        "--spring.main.banner-mode=off")) {
            String server = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            workplace.check(URI.create(server + "/secrets"));
            HttpResponse<String> posted = ask(HttpRequest.newBuilder(URI.create(server + "/secrets"))
                    .header("Authorization", "Bearer " + workplace.token())
                    .header("X-Forwarded-For", "203.0.113.7")
                    .header("Origin", "https://evil.example")
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(posted.statusCode()).isEqualTo(200);
            assertThat(posted.headers().map().keySet())
                    .doesNotContain("set-cookie", "vary", "x-frame-options", "access-control-allow-origin");
            assertThat(ask(HttpRequest.newBuilder(URI.create(server + "/secrets"))).statusCode()).isEqualTo(400);
            assertThat(ask(HttpRequest.newBuilder(URI.create(server + "/else"))).statusCode()).isEqualTo(401);
        }
    }

    private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
