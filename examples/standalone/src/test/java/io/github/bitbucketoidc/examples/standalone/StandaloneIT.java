package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

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

        @Test
        void makesItsOwnErrorsOfJettys() throws Exception {
            for (String request :
                    new String[] {"junk\r\n\r\n", "GET /secrets HTTP/1.1\r\n\r\n", "GET / HTTP/7.0\r\n\r\n"}) {
                try (Socket socket = new Socket(secrets.getHost(), secrets.getPort())) {
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answer)
                            .matches("(?s)HTTP/1\\.1 (400|505) .*")
                            .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff")
                            .contains("Content-Type: text/plain; charset=utf-8", "Correlation id: ")
                            .doesNotContain("<", "Server:");
                }
            }
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
        void endsWhatIsUnderWayAndAcceptsNothingMore() throws Exception {
            String token = bitbucket.acme().mint().token();
            bitbucket.acme().keys().fails(Fault.delay(Duration.ofSeconds(2)));
            RunnerSimulator runner = RunnerSimulator.of(secrets);
            CompletableFuture<RunnerAnswer> pending = CompletableFuture.supplyAsync(() -> runner.ask(token));
            Awaitility.await().until(() -> bitbucket.acme().keys().requests() > 0);
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
