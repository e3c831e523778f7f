package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.Fault;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import io.github.bitbucketoidc.testkit.TokenMint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneIT {

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final HttpClient client = HttpClient.newHttpClient();
    private Workplace workplace;
    private Program program;
    private URI secrets;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        workplace = new Workplace(directory, bitbucket);
        program = Program.start(directory, "--policy", workplace.policy());
        secrets = program.address();
    }

    @AfterEach
    void stop() {
        program.close();
        bitbucket.close();
    }

    private HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(secrets.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void isFixed(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
                .isEqualTo("text/plain;charset=utf-8");
        assertThat(response.headers().map()).doesNotContainKeys("server", "etag", "set-cookie");
        assertThat(response.body()).doesNotContain("<", "{", "jetty", "Jetty", "Exception");
    }

    @Nested
    class Serving {

        @Test
        void givesAStepItsSecretsAndWritesOneEventPerRequest() {
            assertThat(secrets.toString()).matches("http://127\\.0\\.0\\.1:[0-9]+/secrets");
            RunnerAnswer answer =
                    RunnerSimulator.of(secrets).ask(bitbucket.acme().mint().token());
            RunnerAnswer other = RunnerSimulator.of(secrets)
                    .usingPost()
                    .sendingBareTokens()
                    .ask(bitbucket.acme().mint().branch("feature").token());
            String forged = bitbucket.acme().mint().wrongSignature().token();
            assertThat(RunnerSimulator.of(secrets).ask(forged).status()).isEqualTo(401);

            assertThat(answer.environment()).containsEntry("PASSWORD", Workplace.SECRET);
            assertThat(other.body()).isEqualTo("{}");
            assertThat(program.events()).hasSize(3);
            assertThat(program.events().get(0)).startsWith("{").endsWith("}").contains("\"PASSWORD\"", "\"payments\"");
            assertThat(program.events().get(2)).contains("\"signature_invalid\"");
            assertThat(String.join("\n", program.lines()) + program.errors())
                    .doesNotContain(Workplace.SECRET, forged.substring(forged.lastIndexOf('.')));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/healthz", "/readyz"})
        void saysThatItIsAliveAndReadyBeforeAnyKeyOrSecretWasRead(String path) throws Exception {
            isFixed(ask("GET", path), 200);
            isFixed(ask("HEAD", path), 200);
            isFixed(ask("OPTIONS", path), 200); // how HAProxy asks
            isFixed(ask("POST", path), 405);
            assertThat(bitbucket.acme().discovery().requests()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/secrets/", "/secret", "/secrets/x", "/favicon.ico", "/WEB-INF/web.xml"})
        void answersAnyOtherPathWith404(String path) throws Exception {
            for (String method : new String[] {"GET", "POST", "PUT", "OPTIONS", "HEAD"}) {
                HttpResponse<String> response = ask(method, path, "Accept", "text/html, application/json");
                isFixed(response, 404);
            }
            assertThat(program.events()).isEmpty();
        }

        @Test
        void answersAnyOtherMethodWith405() throws Exception {
            HttpResponse<String> response = ask("PUT", "/secrets", "Accept", "application/json");
            isFixed(response, 405);
            assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
        }

        @Test
        void takesATokenOf16KibAnd24KibOfHeaders() throws Exception {
            isFixed(ask("GET", "/secrets", "Authorization", "Bearer " + "a".repeat(16 * 1024)), 401);
            isFixed(ask("GET", "/secrets", "Authorization", "a", "X-Padding", "a".repeat(24 * 1024 - 200)), 401);
            HttpResponse<String> tooLarge = ask("GET", "/secrets", "X-Padding", "a".repeat(26 * 1024));
            isFixed(tooLarge, 431);
            assertThat(tooLarge.body()).contains("Correlation id: ");
        }

        @ParameterizedTest
        @CsvSource({
            "400, junk",
            "400, GET /secrets HTTP/1.1",
            "400, G(T /secrets HTTP/1.1~Host: x",
            "400, GET /%zz HTTP/1.1~Host: x",
            "400, GET /%2e%2e/secrets HTTP/1.1~Host: x",
            "400, GET /secrets HTTP/1.1~Host: x~Host: y",
            "400, GET /secrets HTTP/1.1~Host: x~Broken : a",
            "400, GET /secrets HTTP/1.1~Host: x~no colon",
            "400, POST /secrets HTTP/1.1~Host: x~Content-Length: 5~Content-Length: 6",
            "400, POST /secrets HTTP/1.1~Host: x~Content-Length: 5~Transfer-Encoding: chunked",
            "400, POST /secrets HTTP/1.0~Transfer-Encoding: chunked",
            "400, POST /secrets HTTP/1.0~Connection: keep-alive~transfer-encoding: CHUNKED",
            "417, POST /secrets HTTP/1.1~Host: x~Expect: miracles",
            "426, PRI * HTTP/2.0",
            "505, GET /secrets",
            "505, GET / HTTP/7.0",
            // Paths that can be read in two ways are paths that there are not.
            "404, GET //secrets HTTP/1.1~Host: x",
            "404, GET /%2fsecrets HTTP/1.1~Host: x",
            "404, GET /a//../secrets HTTP/1.1~Host: x",
            "404, GET /a/../secrets HTTP/1.1~Host: x",
            "404, GET /./secrets HTTP/1.1~Host: x",
            "404, GET /%73ecrets HTTP/1.1~Host: x",
            "404, GET /secrets;a=b HTTP/1.1~Host: x",
            "404, GET http://x/secrets;a HTTP/1.1~Host: x",
            "404, GET /secrets/../healthz HTTP/1.1~Host: x",
            "404, OPTIONS * HTTP/1.1~Host: x",
            "404, CONNECT x:80 HTTP/1.1~Host: x",
        })
        void makesItsOwnErrorsOfJettys(int status, String lines) throws Exception {
            String answer = raw(lines.replace("~", "\r\n") + "\r\n\r\n");
            isFixedRaw(answer, status);
            assertThat(program.events()).isEmpty();
        }

        @Row("W12")
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /healthz HTTP/1.1\nHost: x\r\n\r\n",
                    "GET /healthz HTTP/1.1\r\nHost: x\n\r\n",
                    "GET /healthz HTTP/1.1\r\nHost: x\r\n\n",
                    "GET /healthz HTTP/1.1\nHost: x\n\n",
                    "GET /healthz HTTP/1.0\n\n",
                    "POST /healthz HTTP/1.0\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n"
                })
        void w12RefusesAndClosesWhatAProxyMightReadInAnotherWay(String request) throws Exception {
            try (Socket socket = new Socket(secrets.getHost(), secrets.getPort())) {
                socket.setSoTimeout(30_000); // one that stays open is a failure
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                // to its end, which the server makes
                isFixedRaw(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8), 400);
            }
        }

        @Test
        void takesAHundredHeaderLinesAndNotOneMore() throws Exception {
            String head = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
            assertThat(raw(head + "a: b\r\n".repeat(99) + "\r\n")).startsWith("HTTP/1.1 200 ");
            isFixedRaw(raw(head + "a: b\r\n".repeat(100) + "\r\n"), 431);
        }

        @Test
        void makesItsOwnErrorOfARequestLineOrHeadersThatAreTooLong() throws Exception {
            isFixedRaw(raw("GET /" + "a".repeat(30_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414);
            isFixedRaw(raw("GET / HTTP/1.1\r\nHost: x\r\n" + "a: b\r\n".repeat(10_000) + "\r\n"), 431);
        }

        @Test
        void takesAnAddressWithAQueryOrWithItsServer() throws Exception {
            isFixedRaw(raw("GET /secrets?a=/../b HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
            isFixedRaw(raw("GET http://x/secrets HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
            assertThat(program.events()).hasSize(2); // it was the endpoint that missed a token
        }

        @Row("H10")
        @Test
        void h10AStrangerWritesNothingIntoTheLog() throws Exception {
            String planted = "pl4nted-by-a-stranger";
            for (String lines : new String[] {
                "GET /secrets HTTP/1.1~Host: \u009b31m" + planted,
                "GET /secrets HTTP/1.1~Host: x~Host: " + planted,
                "GET /secrets HTTP/1.1~Host: x~Content-Length: " + planted,
                "GET /secrets HTTP/1.1~Host: x~Transfer-Encoding: " + planted,
                "GET /secrets HTTP/1.1~Host: x~Expect: " + planted,
                "GET /secrets HTTP/1.1~Host: x~Cookie: a=\"" + planted,
                "GET /%zz" + planted + " HTTP/1.1~Host: x",
                "GET /secrets " + planted + "~Host: x",
                planted + " /secrets HTTP/1.1~Host: x",
            }) {
                assertThat(raw(lines.replace("~", "\r\n") + "\r\n\r\n")).startsWith("HTTP/1.1 ");
            }
            assertThat(program.errors()).contains("outside the endpoint").doesNotContain(planted, "WARN", "\u009b");
            assertThat(program.events()).noneMatch(event -> event.contains(planted));
        }

        private String raw(String request) throws IOException {
            try (Socket socket = new Socket(secrets.getHost(), secrets.getPort())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        private static void isFixedRaw(String answer, int status) {
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff")
                    .containsPattern("Content-Type: text/plain; ?charset=utf-8\r\n")
                    .doesNotContain("<", "Server:", "jetty", "Exception");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4))
                    .matches("[A-Za-z' ]+\\.\nCorrelation id: [0-9a-f]{16}\n");
        }

        @Test
        void keysAndStoresThatAreDownDoNotMakeItUnready() throws Exception {
            bitbucket.acme().discovery().fails(Fault.status(500));
            RunnerAnswer answer =
                    RunnerSimulator.of(secrets).ask(bitbucket.acme().mint().token());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            isFixed(ask("GET", "/readyz"), 200);
        }
    }

    @Nested
    class Ending {

        @Test
        void servesOnAndSaysThatItIsNotReadyBeforeItAcceptsNothingMore() throws Exception {
            program.terminate();
            Awaitility.await().until(() -> ask("GET", "/readyz").statusCode() == 503);
            HttpResponse<String> response = ask("GET", "/healthz");
            isFixed(response, 200);
            assertThat(response.headers().firstValue("Connection")).contains("close");
            assertThat(RunnerSimulator.of(secrets)
                            .ask(bitbucket.acme().mint().token())
                            .environment())
                    .containsEntry("PASSWORD", Workplace.SECRET);
            assertThat(program.exitCode()).isZero();
            assertThat(acceptsNothing()).isTrue();
        }

        @Test
        void endsWhatIsUnderWayAndAcceptsNothingMore(@TempDir Path another) throws Exception {
            program.close();
            program = Program.start(another, "--policy", workplace.policy(), "--drain", "0s");
            secrets = program.address();
            String token = bitbucket.acme().mint().token();
            // Within what a fetch of keys may take, and on a connection that nobody used before, which gets all of it.
            bitbucket.acme().discovery().fails(Fault.delay(Duration.ofSeconds(3)));
            RunnerSimulator runner = RunnerSimulator.of(secrets);
            CompletableFuture<RunnerAnswer> pending = CompletableFuture.supplyAsync(() -> runner.ask(token));
            Awaitility.await().until(() -> bitbucket.acme().discovery().requests() > 0);
            program.terminate();
            Awaitility.await().until(this::acceptsNothing);
            assertThat(pending).isNotDone();
            assertThat(pending.join().environment()).containsEntry("PASSWORD", Workplace.SECRET);
            assertThat(program.exitCode()).isZero();
            assertThat(program.events()).hasSize(1);
        }

        @Test
        void waitsForNobodyWhoHasNotEvenAsked() throws Exception {
            try (Socket socket = new Socket(secrets.getHost(), secrets.getPort())) {
                socket.getOutputStream().write("GET /secrets HTTP/1.1\r\nX-".getBytes(StandardCharsets.US_ASCII));
                isFixed(ask("GET", "/readyz"), 200); // an idle connection that stays open
                program.terminate();
                assertThat(program.exitCode()).isZero();
            }
            assertThat(program.errors()).doesNotContain("\tat ", "Exception");
        }

        private boolean acceptsNothing() throws IOException {
            try {
                new Socket(secrets.getHost(), secrets.getPort()).close();
                return false;
            } catch (ConnectException refused) {
                return true;
            }
        }
    }

    @Test
    void theRepositoryOfTheTestKitIsTheOneOfThePolicy() {
        String stranger = bitbucket.acme().mint().repository(TokenMint.STEP).token();
        assertThat(RunnerSimulator.of(secrets).ask(stranger).body()).isEqualTo("{}");
    }
}
