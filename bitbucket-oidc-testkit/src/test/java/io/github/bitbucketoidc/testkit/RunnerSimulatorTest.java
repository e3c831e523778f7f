package io.github.bitbucketoidc.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnerSimulatorTest {

    private static RunnerAnswer answer(int status, String body) {
        return RunnerAnswer.of(
                status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class Asking {

        @Test
        void sendsEveryFormThatTheRunnerMaySend() throws Exception {
            List<String> seen = new CopyOnWriteArrayList<>();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/secrets", exchange -> {
                seen.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().get("Authorization"));
                Fault.send(exchange, 200, "application/json", "{\"A\":\"1\"}".getBytes(StandardCharsets.UTF_8));
            });
            server.start();
            RunnerSimulator runner = RunnerSimulator.of(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secrets"));
            RunnerAnswer answer = runner.ask("a.b.c");
            runner.usingPost().ask("a.b.c");
            runner.sendingBareTokens().waiting(Duration.ofSeconds(9)).ask("a.b.c");
            server.stop(0);
            assertThat(seen).containsExactly("GET [Bearer a.b.c]", "POST [Bearer a.b.c]", "GET [a.b.c]");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
            assertThatThrownBy(() -> runner.ask("a.b.c"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageNotContaining("a.b.c");
        }
    }

    @Nested
    class Reading {

        @Test
        void setsTheProvidersVariablesOverBitbucketsOwn() {
            RunnerAnswer answer = answer(200, "{\"A\":\"1\",\"CI\":\"no\"}");
            assertThat(answer.problem()).isEmpty();
            assertThat(answer.variables()).containsExactly(Map.entry("A", "1"), Map.entry("CI", "no"));
            assertThat(answer.environment())
                    .containsEntry("A", "1")
                    .containsEntry("CI", "no")
                    .containsKey("BITBUCKET_BRANCH");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '`',
                value = {
                    "{\"A\":1}; not a text",
                    "{\"A\":null}; not a text",
                    "{\"A\":{}}; not a text",
                    "{\"A\":\"1\",\"A\":\"2\"}; not JSON",
                    "{\"A\":\"1\"} {}; follows",
                    "{\"A\":\"1\"; not JSON",
                    "[]; not a JSON object",
                    "nothing; not JSON",
                    "{\"a-b\":\"1\"}; no name",
                    "{\"A\":\"\\u0000\"}; NUL"
                })
        void setsNothingOfAnAnswerThatIsNoFlatMapOfVariables(String body, String problem) {
            RunnerAnswer answer = answer(200, body);
            assertThat(answer.problem().orElseThrow()).contains(problem);
            assertThat(answer.environment()).doesNotContainKeys("A", "a-b").containsEntry("CI", "true");
        }

        @Test
        void setsNothingOfAnError() {
            RunnerAnswer answer = answer(401, "{\"A\":\"1\"}");
            assertThat(answer.variables()).isEmpty();
            assertThat(answer.problem()).contains("the provider answered 401");
            assertThat(answer.body()).isEqualTo("{\"A\":\"1\"}");
        }

        @Test
        void refusesBodiesThatAreNotUtf8() {
            byte[] body = {'{', '"', 'A', '"', ':', '"', (byte) 0xff, '"', '}'};
            RunnerAnswer answer = RunnerAnswer.of(200, HttpHeaders.of(Map.of(), (name, value) -> true), body);
            assertThat(answer.problem()).contains("the body is not UTF-8");
        }

        @Test
        void countsNamesAndValuesAgainstTheLimitOfPipelines() {
            assertThat(answer(200, "{\"A\":\"" + "x".repeat(119_999) + "\"}").problem())
                    .isEmpty();
            assertThat(answer(200, "{\"A\":\"" + "x".repeat(120_000) + "\"}").problem())
                    .contains("names and values have 120001 characters, more than 120000");
        }
    }

    @Nested
    class Masking {

        @Test
        void replacesExactValuesByTheirNames() {
            RunnerAnswer answer = answer(200, "{\"PASSWORD\":\"hunter22\",\"EMPTY\":\"\"}");
            assertThat(answer.masked("login hunter22, hunter2")).isEqualTo("login $PASSWORD, hunter2");
        }

        @Test
        void neverShowsAValueInItsOwnText() {
            assertThat(answer(200, "{\"PASSWORD\":\"hunter22\"}")).hasToString("RunnerAnswer[200, [PASSWORD]]");
        }
    }
}
