package io.github.bitbucketoidc.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.StoreConfig;
import io.github.bitbucketoidc.store.StoreHealth.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What AWS does when it does not work, by the code of the error and never by its status. */
class FaultsTest {

    private FakeAws aws;
    private SecretStore store;

    @BeforeEach
    void open() throws IOException {
        aws = new FakeAws();
        store = Stores.open("aws-secrets-manager", Stores.at(aws.address()));
    }

    @AfterEach
    void close() {
        store.close();
        aws.close();
    }

    @Row({"F10", "F11"})
    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, UNAVAILABLE",
        "400, TooManyRequestsException, UNAVAILABLE",
        "400, RequestLimitExceeded, UNAVAILABLE",
        "500, InternalServiceError, UNAVAILABLE",
        "503, ServiceUnavailable, UNAVAILABLE",
        "400, InternalServiceError, UNAVAILABLE",
        "400, RequestTimeTooSkewed, UNAVAILABLE",
        "400, InvalidSignatureException, UNAVAILABLE",
        "400, AccessDeniedException, DENIED",
        "400, UnrecognizedClientException, DENIED",
        "400, DecryptionFailure, DENIED",
        "400, KMSDisabledException, DENIED",
        "400, KMSInvalidStateException, DENIED",
        "500, KMSInternalException, DENIED",
        "400, InvalidRequestException, DENIED",
        "400, ExpiredTokenException, DENIED",
        "400, SomethingNew, DENIED",
        "400, ValidationException, MISCONFIGURED",
        "400, InvalidParameterException, MISCONFIGURED"
    })
    void areMappedByTheirCode(int status, String code, Kind kind) {
        aws.answering(call -> FakeAws.Answer.error(status, code, "no more is said"));
        SecretStoreException failure = Stores.failure(store, "a");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(code);
        assertThat(failure.retryAfter().isPresent()).isEqualTo(kind == Kind.UNAVAILABLE);
        assertThat(aws.calls()).as("calls").hasSizeLessThanOrEqualTo(3);
        assertThat(store.health().detail()).contains("failed reads since the start: {" + kind + "=1}");
    }

    @Test
    void aMissingSecretIsNoFailure() {
        aws.answering(call -> FakeAws.Answer.error("ResourceNotFoundException"));
        assertThat(Stores.read(store, "a")).isEmpty();
        assertThat(store.health().status()).isEqualTo(Status.UP);
    }

    @Row("F10")
    @Test
    void thatPassAreRepeatedWithinTheDeadline() {
        AtomicInteger count = new AtomicInteger();
        FakeSecrets secrets = new FakeSecrets();
        aws.answering(call -> count.incrementAndGet() == 1
                ? FakeAws.Answer.error(500, "InternalServiceError", "once")
                : secrets.apply(call));
        assertThat(Stores.read(store, "a")).hasSize(1);
        assertThat(aws.calls()).hasSize(2);
    }

    @Row("F10")
    @Test
    void throttlingIsRepeatedNoLongerThanTheDeadline() {
        aws.answering(call -> FakeAws.Answer.error("ThrottlingException"));
        long begin = System.nanoTime();
        SecretStoreException failure = Assertions.catchThrowableOfType(
                SecretStoreException.class, () -> store.read(Stores.request(Duration.ofMillis(400), "a")));
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        // without a deadline the SDK goes on for seconds; a slow machine has room
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        // the SDK draws its pauses by chance: short ones leave room for all of its attempts, but never for more
        assertThat(aws.calls()).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "[]", "{\"Name\":\"a\"", "<html>sign in</html>", "null", "''"})
    void brokenAnswersAreNeverEmptySecrets(String body) {
        aws.answering(call -> FakeAws.Answer.json(body));
        SecretStoreException failure = Stores.failure(store, "a");
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(Stores.failure(store, "a", "b").kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void answersThatEndTooEarlyAreNeverSecrets() throws IOException {
        String whole = FakeSecrets.entry("a", "correct horse");
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: " + whole.length()
                + "\r\n\r\n" + whole.substring(0, whole.length() - 9);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread cutting = new Thread(() -> cutOff(server, head), "cutting-server");
            cutting.setDaemon(true);
            cutting.start();
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
            try (SecretStore cut = Stores.open("aws-secrets-manager", Stores.at(address))) {
                SecretStoreException failure = Stores.failure(cut, "a");
                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failure).hasMessageNotContaining("correct");
            }
        }
    }

    private static void cutOff(ServerSocket server, String head) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] request = new byte[4096];
                int read = socket.getInputStream().read(request);
                assertThat(read).isPositive();
                socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            } catch (IOException ended) {
                // the client may hang up first
            }
        }
    }

    @Test
    void aConnectionThatBreaksIsUnavailableInPlainWordsAndRepeated() throws IOException {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread resetting = new Thread(() -> reset(server, connections), "resetting-server");
            resetting.setDaemon(true);
            resetting.start();
            URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
            try (SecretStore broken = Stores.open("aws-secrets-manager", Stores.at(address))) {
                SecretStoreException failure = Stores.failure(broken, "a");
                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(failure.getMessage())
                        .startsWith("Secrets Manager: ")
                        .doesNotContain(" at ")
                        .doesNotContain("java.")
                        .doesNotContain("defect");
            }
        }
        assertThat(connections).as("connections").hasValueGreaterThan(1);
    }

    private static void reset(ServerSocket server, AtomicInteger connections) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                connections.incrementAndGet();
                socket.setSoLinger(true, 0); // closing sends a reset
            } catch (IOException ended) {
                // the client may hang up first
            }
        }
    }

    @ParameterizedTest
    @MethodSource("thrownByAnHttpClient")
    void whatAnHttpClientThrowsIsUnavailableInPlainWords(RuntimeException thrown) {
        SecretsManagerClient client = SecretsManagerClient.builder()
                .region(Moto.REGION)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(new ThrowingClient(thrown))
                .build();
        try (client;
                SecretStore own = SecretStores.of(AwsStores.secretsManager(client))
                        .open("aws-secrets-manager", StoreConfig.of(Map.of()))) {
            SecretStoreException failure = Stores.failure(own, "a");
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.getMessage()).startsWith("Secrets Manager: ").doesNotContain("s3cr3t", " at ", "java.");
            assertThat(Stores.failure(own, "a", "b").kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    static List<RuntimeException> thrownByAnHttpClient() {
        return List.of(
                new UncheckedIOException(new SocketException("s3cr3t")),
                new IllegalStateException("s3cr3t: connection pool shut down"),
                new NullPointerException("s3cr3t"));
    }

    private record ThrowingClient(RuntimeException thrown) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            throw thrown;
        }

        @Override
        public void close() {}
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI address = URI.create("http://127.0.0.1:" + port);
        try (SecretStore nobody = Stores.open("aws-secrets-manager", Stores.at(address))) {
            SecretStoreException failure = Stores.failure(nobody, "a");
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("no connection");
            assertThat(nobody.health().status()).isEqualTo(Status.DOWN);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (FakeAws other = new FakeAws()) {
            aws.answering(call -> new FakeAws.Answer(307, "text/plain", other.address() + "/"));
            assertThat(Stores.failure(store, "a")).isNotNull();
            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void whatAwsSaysIsShownWithoutWhatLooksLikeACredential() {
        aws.answering(call -> FakeAws.Answer.error(
                400, "AccessDeniedException", "the token " + Stores.TOKEN + " of arn:aws:iam::123456789012:user/ci"));
        assertThat(Stores.failure(store, "a"))
                .hasMessageContaining("arn:aws:iam::123456789012:user/ci")
                .hasMessageContaining("[removed]")
                .hasMessageNotContaining("eyJ");
    }
}
