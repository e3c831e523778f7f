package io.github.bitbucketoidc.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.endpoint.EndpointRequest;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers, row by row. */
class SecretsEndpointTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private EndpointResponse send(String method, String... authorization) {
        return SecretsEndpoint.of(bench.provider())
                .handle(EndpointRequest.of(method, List.of(authorization), "192.0.2.1", List.of()));
    }

    private EndpointResponse sendToken() {
        return send("GET", "Bearer " + bench.issuer.token());
    }

    private static String body(EndpointResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** What every answer but a map has in common. */
    private void assertText(EndpointResponse response, int status) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers())
                .containsEntry("Content-Type", "text/plain; charset=utf-8")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .doesNotContainKey("ETag");
        assertThat(body(response))
                .doesNotStartWith("{")
                .endsWith("\nCorrelation id: " + bench.event().origin().correlation() + "\n");
        assertThat(bench.event().status()).isEqualTo(status);
    }

    @Nested
    class Released {

        @Row("H6")
        @ParameterizedTest
        @ValueSource(strings = {"GET", "POST"})
        void isTheFlatMapInTheOrderOfNames(String method) {
            bench.delivering("SECOND: a:two", "FIRST: b:one#x");
            bench.a.text("two", "zwei zwei");
            bench.b.fields("one", Map.of("x", "eins eins"));

            EndpointResponse response = send(method, "Bearer " + bench.issuer.token());

            assertThat(response.status()).isEqualTo(200);
            assertThat(body(response)).isEqualTo("{\"FIRST\":\"eins eins\",\"SECOND\":\"zwei zwei\"}");
            assertThat(response.headers())
                    .containsOnly(
                            Map.entry("Content-Type", "application/json"),
                            Map.entry("Cache-Control", "no-store"),
                            Map.entry("X-Content-Type-Options", "nosniff"));
            assertThat(bench.event().outcome()).isEqualTo(AuditEvent.Outcome.RELEASED);
        }

        @Test
        void acceptsABareToken() {
            bench.delivering("A: a:one");
            bench.a.text("one", "eins eins");

            assertThat(send("GET", bench.issuer.token()).status()).isEqualTo(200);
        }

        @Row("H5")
        @Test
        @DisplayName("H5 line ends, quotes and line separators of Unicode are escaped")
        void h5EscapesWhatJsonNeeds() {
            bench.delivering("A: a:one");
            bench.a.text("one", "-----BEGIN\r\n\"\\\u2028\u2029\t\u00e9\ud83d\ude00");

            assertThat(body(sendToken()))
                    .isEqualTo("{\"A\":\"-----BEGIN\\r\\n\\\"\\\\\\u2028\\u2029\\t\\u00E9\\uD83D\\uDE00\"}");
        }
    }

    @Nested
    class NothingGranted {

        @Test
        void isAnEmptyMap() {
            bench.policy("");

            EndpointResponse response = sendToken();

            assertThat(response.status()).isEqualTo(200);
            assertThat(body(response)).isEqualTo("{}");
            assertThat(response.headers()).containsEntry("Content-Type", "application/json");
            assertThat(bench.event().outcome()).isEqualTo(AuditEvent.Outcome.NOTHING_GRANTED);
        }

        @Test
        void is403WhenThePolicyForbids() {
            bench.policy("settings: { nothing-granted: forbid }\n");

            assertText(sendToken(), 403);
            assertThat(bench.event().outcome()).isEqualTo(AuditEvent.Outcome.NOTHING_GRANTED);
        }
    }

    @Nested
    class WrongMethod {

        @Row("H2")
        @ParameterizedTest
        @DisplayName("H2 other methods get 405 and say which are allowed")
        @ValueSource(strings = {"HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "get", "", "GET "})
        void h2Is405(String method) {
            bench.policy("");

            EndpointResponse response = send(method, "Bearer " + bench.issuer.token());

            assertText(response, 405);
            assertThat(response.headers()).containsEntry("Allow", "GET, POST");
            assertThat(bench.code()).isEqualTo("method_not_allowed");
            assertThat(bench.event().outcome()).isEqualTo(AuditEvent.Outcome.BAD_REQUEST);
            assertThat(bench.event().step()).isEmpty();
        }
    }

    @Nested
    class MalformedRequest {

        @Row("H1")
        @Test
        @DisplayName("H1 two lines are 400, even of the same valid token")
        void h1TwoLinesAre400() {
            bench.policy("");
            String token = bench.issuer.token();

            assertText(send("GET", "Bearer " + token, "Bearer " + token), 400);
            assertThat(bench.code()).isEqualTo("bad_request");
        }

        @Row("H1")
        @ParameterizedTest
        @ValueSource(strings = {"", "Basic abc", "Bearer\ta.b.c", "a.b.c\u0000", "Bearer a, Bearer b"})
        @DisplayName("H1 other schemes and broken credentials are 400")
        void h1Is400(String line) {
            bench.policy("");

            EndpointResponse response = send("GET", line);

            assertText(response, 400);
            assertThat(response.headers()).doesNotContainKey("WWW-Authenticate");
            assertThat(bench.code()).isEqualTo("bad_request");
            assertThat(bench.event().outcome()).isEqualTo(AuditEvent.Outcome.BAD_REQUEST);
        }
    }

    @Nested
    class NotAValidToken {

        @Row("H8")
        @Test
        @DisplayName("H8 every reason gives the same bytes but for the correlation id")
        void h8IsTheSameForEveryReason() {
            bench.policy("");
            List<String> words = List.of(
                    "abc",
                    "x".repeat(16 * 1024 + 1),
                    bench.issuer.token(claims -> claims.put("iss", "https://evil.example")),
                    bench.issuer.token(claims -> claims.put("exp", 1_000_000_000)),
                    bench.issuer.token() + "A",
                    bench.issuer.token(claims -> claims.remove("stepUuid")));

            List<String> bodies = words.stream()
                    .map(word -> {
                        EndpointResponse response = send("GET", "Bearer " + word);
                        AuditEvent event = bench.events.get(bench.events.size() - 1);
                        assertThat(response.status()).isEqualTo(401);
                        assertThat(response.headers()).containsEntry("WWW-Authenticate", "Bearer");
                        assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
                        return body(response).replace(event.origin().correlation(), "ID");
                    })
                    .distinct()
                    .toList();

            assertThat(bodies).hasSize(1);
            assertThat(bench.events.stream().map(event -> event.code().orElseThrow()))
                    .startsWith("malformed_compact", "token_too_long", "issuer_unknown")
                    .endsWith("claim_missing")
                    .hasSize(words.size());
        }

        @Row("H6")
        @Test
        void hasTheFixedHeadersAndAText() {
            bench.policy("");

            assertText(send("GET", "abc"), 401);
            assertThat(bench.code()).isEqualTo("malformed_compact");
        }
    }

    @Nested
    class NotAvailable {

        @Test
        void is503WhenThereAreNoKeys() {
            bench.policy("");
            bench.issuer.goDown();

            EndpointResponse response = sendToken();

            assertText(response, 503);
            assertThat(response.headers()).containsEntry("Retry-After", "1"); // the pause before the next attempt
            assertThat(bench.code()).isEqualTo("keys_unavailable");
        }

        @Test
        void is503WhenAStoreIsDownAndPassesOnWhenToComeAgain() {
            bench.delivering("A: a:one");
            bench.a.reading(request -> {
                throw new SecretStoreException(
                        SecretStoreException.Kind.UNAVAILABLE, "sealed", List.of(), null, Duration.ofMillis(30_001));
            });

            EndpointResponse response = sendToken();

            assertText(response, 503);
            assertThat(response.headers()).containsEntry("Retry-After", "31");
            assertThat(bench.code()).isEqualTo("store_unavailable");
        }
    }

    @Nested
    class NotDeliverable {

        @Row("H8")
        @Test
        @DisplayName("H8 a missing secret is 500 and names nothing")
        void h8MissingIs500() {
            bench.delivering("A: a:payments/key");

            EndpointResponse response = sendToken();

            assertText(response, 500);
            assertThat(body(response)).doesNotContain("payments", "missing", "all");
            assertThat(bench.code()).isEqualTo("secret_missing");
        }

        @Row("H13")
        @Test
        @DisplayName("H13 a defect is 500, and its message is nowhere")
        void h13DefectIs500() {
            bench.delivering("A: a:one");
            bench.a.reading(request -> null);

            assertText(sendToken(), 500);
            assertThat(bench.code()).isEqualTo("secret_malformed");
        }
    }

    @Nested
    class OutsideTheEndpoint {

        @Row({"H13", "H6"})
        @ParameterizedTest
        @ValueSource(ints = {400, 404, 413, 414, 431, 500, 503})
        @DisplayName("H6 H13 errors of the server itself have the fixed headers and a text")
        void h13ContainerErrorsAreTexts(int status) {
            EndpointResponse response =
                    status == 404 ? SecretsEndpoint.notFound() : SecretsEndpoint.containerError(status);

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.headers())
                    .containsEntry("Content-Type", "text/plain; charset=utf-8")
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("X-Content-Type-Options", "nosniff");
            assertThat(body(response)).matches("[A-Z][^{}]*\nCorrelation id: [0-9a-f]{16}\n");
            assertThat(response.headers().containsKey("Retry-After")).isEqualTo(status == 503);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 200, 302, 399, 600})
        void refusesAStatusThatIsNoError(int status) {
            assertThatThrownBy(() -> SecretsEndpoint.containerError(status))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("status");
        }
    }

    @Test
    void auditsThePeerAndWhomATrustedProxyForwardsFor() {
        bench.policy("");
        SecretsEndpoint.builder(bench.provider())
                .trustedProxies(List.of("192.0.2.0/24"))
                .build()
                .handle(EndpointRequest.of("GET", List.of("abc"), "192.0.2.1", List.of("203.0.113.9")));

        assertThat(bench.event().origin().peer()).isEqualTo("192.0.2.1");
        assertThat(bench.event().origin().client()).contains("203.0.113.9");
    }
}
