package io.github.bitbucketoidc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.leaks.RecordingLoggers;
import io.github.bitbucketoidc.provider.SecretsEndpoint;
import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.Fault;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every adapter does over a real socket, whatever the framework: one small subclass starts each.
 */
abstract class AdapterContract {

    private static final String PATH = "/secrets";

    private SampleProvider sample;
    private AdapterServer server;

    /** Starts a server on a free port of the loopback interface, with the endpoint at {@code /secrets}. */
    abstract AdapterServer start(SecretsEndpoint endpoint) throws Exception;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        sample = new SampleProvider(directory);
        server = start(sample.endpoint());
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        sample.close();
    }

    private RawAnswer ask(String method, String... headers) throws IOException {
        return RawHttp.ask(server.port(), method, PATH, headers);
    }

    private String bearer() {
        return "Authorization: Bearer " + sample.token();
    }

    /** The headers that are on every answer, and those that are on none (H6, H2). */
    private static RawAnswer checked(RawAnswer answer) {
        assertThat(answer.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .doesNotContainKeys("ETag", "Last-Modified", "Content-Encoding", "Set-Cookie", "Server", "Location")
                .allSatisfy((name, value) ->
                        assertThat(name.toLowerCase(Locale.ROOT)).doesNotStartWith("access-control-"));
        if (answer.status() == 200) {
            assertThat(answer.headers().get("Content-Type")).isEqualTo("application/json");
        } else {
            assertThat(answer.headers().get("Content-Type")).matches("(?i)text/plain; ?charset=utf-8");
        }
        return answer;
    }

    private static void isRefused(RawAnswer answer, int status) {
        assertThat(checked(answer).status()).isEqualTo(status);
        assertThat(answer.text()).contains("Correlation id: ").doesNotContain("{", "<", "Exception");
    }

    private void isReleased(RawAnswer answer) {
        assertThat(checked(answer).status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"LONG\":\"" + SampleProvider.LONG_VALUE + "\",\"PASSWORD\":\"correct horse\"}");
    }

    @Nested
    class Released {

        @Test
        void answersEveryFormThatTheRunnerMaySend() {
            RunnerSimulator runner = RunnerSimulator.of(URI.create("http://127.0.0.1:" + server.port() + PATH));
            for (RunnerSimulator form : List.of(
                    runner,
                    runner.usingPost(),
                    runner.sendingBareTokens(),
                    runner.usingPost().sendingBareTokens())) {
                RunnerAnswer answer = form.ask(sample.token());
                assertThat(answer.problem()).isEmpty();
                assertThat(answer.environment())
                        .containsAllEntriesOf(Map.of("PASSWORD", "correct horse", "LONG", SampleProvider.LONG_VALUE));
            }
            assertThat(sample.events).hasSize(4);
        }

        @Test
        void takesTheSchemeInAnyLetterCase() throws Exception {
            isReleased(ask("GET", "authorization: bEARER " + sample.token()));
        }

        @Row("H7")
        @Test
        void h7CompressesNothing() throws Exception {
            isReleased(ask("GET", bearer(), "Accept-Encoding: gzip, deflate, br"));
        }

        @Row("H2")
        @Test
        void h2SendsNoCorsHeaders() throws Exception {
            isReleased(ask("GET", bearer(), "Origin: https://evil.example"));
            isRefused(ask("OPTIONS", "Origin: https://evil.example", "Access-Control-Request-Method: GET"), 405);
        }

        @Test
        void servesManyAtATime() throws Exception {
            String bearer = bearer();
            // Threads of their own: blocked ones of the common pool would starve the JDK's HTTP client since JDK 25.
            Callable<RawAnswer> step = () -> ask("GET", bearer);
            ExecutorService steps = Executors.newFixedThreadPool(32);
            List<RawAnswer> answers = new ArrayList<>();
            try {
                for (Future<RawAnswer> answer : steps.invokeAll(Collections.nCopies(32, step))) {
                    answers.add(answer.get());
                }
            } finally {
                steps.shutdownNow();
            }
            answers.forEach(AdapterContract.this::isReleased);
            assertThat(sample.events).hasSize(32);
        }

        @Test
        void serversSeveralRequestsOnOneConnection() throws Exception {
            try (RawHttp http = new RawHttp(server.port())) {
                for (int i = 0; i < 3; i++) {
                    http.write("GET " + PATH + " HTTP/1.1", bearer());
                    isReleased(http.read("GET"));
                }
            }
        }
    }

    @Nested
    class Paths {

        @ParameterizedTest
        @ValueSource(
                strings = {"/secretsfoo", "/secrets/x", "/secrets/", "/secret", "/secrets%2f", "/secrets/../secrets/x"})
        void answersNoOtherPath(String path) throws Exception {
            RawAnswer answer = RawHttp.ask(server.port(), "GET", path, bearer());
            assertThat(answer.status()).isIn(400, 404);
            assertThat(answer.text()).doesNotContain("correct horse");
            assertThat(sample.events).isEmpty();
        }

        @Test
        void answersItsPathWhateverTheQuery() throws Exception {
            isReleased(RawHttp.ask(server.port(), "GET", PATH + "?x=/y", bearer()));
        }
    }

    @Nested
    class Refused {

        @Row("H1")
        @Test
        void h1NeverTakesATokenFromTheUrlOrACookie() throws Exception {
            String token = sample.token();
            String target = PATH + "?access_token=" + token + "&token=" + token + "&Authorization=" + token;
            isRefused(RawHttp.ask(server.port(), "GET", target), 400);
            isRefused(ask("GET", "Cookie: access_token=" + token + "; Authorization=" + token), 400);
            isReleased(RawHttp.ask(server.port(), "GET", PATH + "?token=x", "Authorization: " + token));
        }

        @Row("H1")
        @Test
        void h1RefusesTwoAuthorizationLines() throws Exception {
            isRefused(ask("GET", bearer(), bearer()), 400);
            isRefused(ask("GET", bearer(), "AUTHORIZATION: x"), 400);
            isRefused(ask("GET", "Authorization: Bearer a, Bearer b"), 400);
        }

        @Row("H1")
        @ParameterizedTest
        @ValueSource(strings = {"", "Bearer", "Basic dTpw", "Bearer a b", "Bearer a\tb", "Bearer \"a\"", "Bearer {a}"})
        void h1RefusesWhatIsNotOneWord(String credential) throws Exception {
            isRefused(ask("GET", "Authorization: " + credential), 400);
        }

        @Test
        void challengesWhateverIsNoValidToken() throws Exception {
            RawAnswer junk = ask("GET", "Authorization: Bearer junk");
            RawAnswer forged = ask(
                    "GET",
                    "Authorization: Bearer "
                            + sample.bitbucket.acme().mint().wrongSignature().token());
            for (RawAnswer answer : List.of(junk, forged)) {
                isRefused(answer, 401);
                assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
            }
            assertThat(junk.text().replaceAll("id: .*", ""))
                    .isEqualTo(forged.text().replaceAll("id: .*", ""));
        }

        @Row("K16")
        @Test
        void k16AsksToTryAgainWhenKeysAreUnavailable() throws Exception {
            sample.bitbucket.acme().discovery().fails(Fault.status(500));
            RawAnswer answer = ask("GET", bearer());
            isRefused(answer, 503);
            assertThat(answer.headers()).containsKey("Retry-After");
        }

        @Row("H2")
        @ParameterizedTest
        @ValueSource(strings = {"HEAD", "OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "PROPFIND", "get", "QUERY"})
        void h2AnswersNoOtherMethod(String method) throws Exception {
            RawAnswer answer = checked(ask(method, bearer(), "X-Probe: 1"));
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", "GET, POST");
            assertThat(answer.text()).doesNotContain("X-Probe", "correct horse");
            assertThat(sample.events).hasSize(1);
        }

        @Row("H2")
        @ParameterizedTest
        @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
        void h2IgnoresMethodOverrides(String header) throws Exception {
            isReleased(ask("GET", bearer(), header + ": PUT"));
            isRefused(ask("PUT", bearer(), header + ": GET"), 405);
        }
    }

    @Nested
    class Bodies {

        @Row("H2")
        @Test
        void h2NeverWaitsForAHugeBody() throws Exception {
            try (RawHttp http = new RawHttp(server.port())) {
                http.write("POST " + PATH + " HTTP/1.1", bearer(), "Content-Length: 1073741824");
                http.write("x".repeat(1000)); // Jetty 11 calls nobody before the first piece
                isReleased(http.read("POST"));
            }
        }

        @Row("H2")
        @Test
        void h2NeverWaitsForADrippingBody() throws Exception {
            try (RawHttp http = new RawHttp(server.port())) {
                http.write("POST " + PATH + " HTTP/1.1", bearer(), "Transfer-Encoding: chunked");
                http.write("1\r\nx\r\n");
                isReleased(http.read("POST"));
            }
        }

        /** Clients that write everything before they read would see a reset connection instead of their answer. */
        @ParameterizedTest
        @ValueSource(strings = {"Content-Length: 1048576", "Transfer-Encoding: chunked"})
        void answersWhoWritesAWholeMegabyteFirst(String kind) throws Exception {
            String piece = "x".repeat(16 * 1024);
            boolean chunked = kind.endsWith("chunked");
            for (String credential : List.of(bearer(), "Authorization: Bearer junk")) {
                try (RawHttp http = new RawHttp(server.port())) {
                    http.write("POST " + PATH + " HTTP/1.1", credential, kind);
                    for (int i = 0; i < 64; i++) {
                        http.write(chunked ? "4000\r\n" + piece + "\r\n" : piece);
                    }
                    http.write(chunked ? "0\r\n\r\n" : "");
                    RawAnswer answer = http.read("POST");
                    assertThat(answer.status()).isEqualTo(credential.endsWith("junk") ? 401 : 200);
                }
            }
        }

        @Test
        void answersWhoWaitsForAWordBeforeTheBody() throws Exception {
            try (RawHttp http = new RawHttp(server.port())) {
                http.write("POST " + PATH + " HTTP/1.1", bearer(), "Content-Length: 1048576", "Expect: 100-continue");
                isReleased(http.readFinal("POST"));
            }
        }

        @Test
        void takesNothingFromABody() throws Exception {
            String form = "Authorization=" + sample.token();
            try (RawHttp http = new RawHttp(server.port())) {
                http.write(
                        "POST " + PATH + " HTTP/1.1",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: " + form.length());
                http.write(form);
                isRefused(http.read("POST"), 400);
            }
        }
    }

    @Nested
    class ClientsThatLeave {

        @Row("H14")
        @Test
        void h14LeaveNoTrace() throws Exception {
            PrintStream before = System.err;
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
            RecordingLoggers.clear();
            try {
                sample.gate = new CountDownLatch(1);
                try (RawHttp http = new RawHttp(server.port())) {
                    http.write("GET " + PATH + " HTTP/1.1", bearer());
                    Awaitility.await().until(() -> sample.reading.get() > 0);
                    http.reset();
                }
                sample.gate.countDown();
                Awaitility.await().until(() -> sample.events.size() == 1);
                isReleased(ask("GET", bearer()));
            } finally {
                System.setErr(before);
            }
            assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ", "Exception", "WARN", "ERROR");
            assertThat(RecordingLoggers.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.matches("(?s)(WARN|ERROR) .*|INFO .*(\tat |Exception).*"));
        }
    }
}
