package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.rows.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack rows K16 to K19: answers that are none. A good set is in use each time, and must stay. */
class KeyFaultsTest {

    private final Verifying verifying = new Verifying();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        verifying.close();
    }

    private String failureAfter(HttpHandler keys) {
        verifying.accept(verifying.token());
        verifying.issuer.onKeys(keys);
        verifying.time.advance(Duration.ofSeconds(31));
        assertThat(verifying.codeOf(verifying.token("new"))).isEqualTo("key_unknown");
        assertThat(verifying.issuer.keyRequests()).isEqualTo(2);
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("accepted");
        Workspace.KeyState state = verifying.verifier.keyStates().get(verifying.issuer.issuer());
        assertThat(state.usableKeys()).isOne();
        assertThat(state.lastFailure()).isPresent();
        return state.lastFailure().orElseThrow();
    }

    private static HttpHandler json(String body) {
        return json(200, body);
    }

    private static HttpHandler json(int status, String body) {
        return FakeIssuer.answer(status, "application/json", body);
    }

    @Row("K16")
    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 299, 400, 401, 403, 404, 429, 500, 502, 503, 504})
    void k16OtherStatuses(int status) {
        String body = status == 204 ? "" : TestKeys.set(TestKeys.jwk("new"));
        assertThat(failureAfter(json(status, body)))
                .contains("answered " + status)
                .doesNotContain("redirects");
    }

    @Row("K11")
    @ParameterizedTest
    @ValueSource(ints = {300, 302, 399})
    void k11ARedirectIsNoKeySetWhateverItHolds(int status) {
        assertThat(failureAfter(json(status, TestKeys.set(TestKeys.jwk("new")))))
                .contains("answered " + status + ": redirects are not followed");
    }

    @Row("K16")
    @Test
    void k16AServerThatIsGone() {
        verifying.accept(verifying.token());
        verifying.issuer.close();
        verifying.time.advance(Duration.ofMinutes(6));
        assertThat(verifying.codeOf(verifying.token())).isEqualTo("accepted");
        try (TokenVerifier fresh = TokenVerifier.builder()
                .workspace(verifying.issuer.workspace())
                .clock(verifying.time)
                .build()) {
            assertThatThrownBy(() -> fresh.verify(verifying.token().signed()))
                    .isInstanceOf(KeySourceException.class)
                    .hasMessageContaining("was not reached: ConnectException");
        }
    }

    @Row("K16")
    @Test
    void k16AConnectionThatBreaks() {
        assertThat(failureAfter(exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write("{\"keys\":".getBytes(StandardCharsets.UTF_8));
                    // Else a JDK may close before it sent a byte, and the client asks once more by itself.
                    exchange.getResponseBody().flush();
                    exchange.close();
                }))
                .contains("was not reached");
    }

    @Row("K17")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{}",
                "[]",
                "null",
                "{\"keys\":[{\"kty\":\"RSA\"",
                "{\"keys\":[null,7]}",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[{\"kid\":\"a\",\"kid\":\"b\"}]}"
            })
    void k17BodiesThatAreNoKeySet(String body) {
        failureAfter(json(body));
    }

    @Row("K17")
    @Test
    void k17ASetWithSomethingBehind() {
        assertThat(failureAfter(json(TestKeys.set(TestKeys.jwk("new")) + "{}"))).contains("behind its end");
    }

    @Row("K17")
    @ParameterizedTest
    @CsvSource({"text/html", "text/plain", "application/octet-stream", "text/json", "application/xml"})
    void k17OtherContentTypes(String type) {
        assertThat(failureAfter(FakeIssuer.answer(200, type, TestKeys.set(TestKeys.jwk("new")))))
                .contains("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json; charset=utf-8", "application/jwk-set+json", "Application/JSON"})
    void takesJsonContentTypesAndNone(String type) {
        verifying.issuer.onKeys(FakeIssuer.answer(200, type, TestKeys.set(TestKeys.jwk("k1"))));
        verifying.accept(verifying.token());
    }

    @Row("K17")
    @Test
    void k17CompressedBodies() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(TestKeys.set(TestKeys.jwk("new")).getBytes(StandardCharsets.UTF_8));
            gzip.write(" ".repeat(50_000_000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] body = bomb.toByteArray();
        assertThat(failureAfter(exchange -> {
                    assertThat(exchange.getRequestHeaders()).doesNotContainKey("Accept-Encoding");
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    FakeIssuer.answer(200, "application/json", body).handle(exchange);
                }))
                .contains("compressed");
    }

    @Row("K18")
    @Test
    @Timeout(60)
    void k18DripsAndStallsEndAtOneDeadline() throws InterruptedException {
        verifying.accept(verifying.token());
        Thread[] stalls = {
            new Thread(() -> failsInTime(exchange -> end(exchange, () -> {}))),
            new Thread(() -> failsInTime(exchange -> end(exchange, () -> headers(exchange)))),
            new Thread(() -> failsInTime(this::drip))
        };
        int[] failures = {0};
        for (Thread stall : stalls) {
            stall.setUncaughtExceptionHandler((thread, failure) -> failures[0]++);
            stall.start();
        }
        for (Thread stall : stalls) {
            stall.join();
        }
        assertThat(failures[0]).isZero();
    }

    private static void failsInTime(HttpHandler keys) {
        try (Verifying slow = new Verifying()) {
            slow.issuer.onKeys(keys);
            assertThatThrownBy(() -> slow.codeOf(slow.token()))
                    .isInstanceOf(KeySourceException.class)
                    .hasMessageContaining("in time");
        }
    }

    private static void headers(HttpExchange exchange) {
        try {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does something, and then nothing until the test's end. */
    private void end(HttpExchange exchange, Runnable first) {
        first.run();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private void drip(HttpExchange exchange) {
        headers(exchange);
        try (OutputStream body = exchange.getResponseBody()) {
            while (end.getCount() > 0) {
                body.write(' ');
                body.flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, which is what it should do.
        }
    }

    @Row("K19")
    @Test
    void k19TooManyBytes() {
        String spaces = " ".repeat(256 * 1024);
        assertThat(failureAfter(json(TestKeys.set(TestKeys.jwk("new")) + spaces)))
                .contains("more than 262144 bytes");
        String set = TestKeys.set(TestKeys.jwk("k1"));
        verifying.issuer.publishSet(set + " ".repeat(256 * 1024 - set.length()));
        verifying.time.advance(Duration.ofMinutes(6));
        verifying.accept(verifying.token().claim("exp", TestToken.ISSUED + 86_400));
        // As many bytes as are allowed; in the background, as it failed before.
        await().until(() -> verifying
                .verifier
                .keyStates()
                .get(verifying.issuer.issuer())
                .lastFailure()
                .isEmpty());
    }

    @Row("K19")
    @Test
    @Timeout(60)
    void k19EndlessBytes() {
        assertThat(failureAfter(exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 0);
                    byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
                    try (OutputStream body = exchange.getResponseBody()) {
                        while (true) {
                            body.write(spaces);
                        }
                    }
                }))
                .contains("more than 262144 bytes");
    }

    @Row("K19")
    @Test
    void k19TooManyKeys() {
        String most = IntStream.range(0, 99)
                .mapToObj(i -> "{\"kty\":\"EC\",\"kid\":\"x" + i + "\"}")
                .collect(Collectors.joining(",", "", ","));
        verifying.issuer.publishSet(TestKeys.set(most + TestKeys.jwk("k1")));
        assertThat(failureAfter(json(TestKeys.set(most + TestKeys.jwk("k1") + "," + TestKeys.jwk("new")))))
                .contains("more than 100 keys");
    }

    @Row("K19")
    @Test
    void k19TooDeep() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(failureAfter(json("{\"keys\":[],\"x\":" + deep + "}"))).contains("at most 16 deep");
    }
}
