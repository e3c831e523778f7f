package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads standard output or standard error stops reading, does not fail, and reads again after a while. */
@Timeout(180)
class PausedReaderIT {

    private static final String EVENT = "\\{\"[^\\n]*\\}";
    private static final int MANY = 40;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final ExecutorService steps = Executors.newFixedThreadPool(MANY);

    @TempDir
    private Path directory;

    private Workplace workplace;
    private Path pipe;

    @BeforeEach
    void write() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        workplace = new Workplace(directory, bitbucket);
        pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
    }

    @AfterEach
    void stop() {
        steps.shutdownNow();
        bitbucket.close();
    }

    private RunnerAnswer ask(URI secrets) {
        return RunnerSimulator.of(secrets)
                .waiting(TIMEOUT)
                .ask(bitbucket.acme().mint().token());
    }

    /** Fills what the system holds for a reader: whoever writes one more byte waits. */
    private void fill() throws Exception {
        new ProcessBuilder("dd", "if=/dev/zero", "of=" + pipe, "bs=4096", "count=1024", "oflag=nonblock")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dd.txt").toFile())
                .start()
                .waitFor();
        assertThat(directory.resolve("dd.txt")).content().contains("temporarily unavailable");
    }

    /** Reads on until the text is there, and returns all that was read but what filled the pipe. */
    private static String readUntil(InputStream in, String last) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] some = new byte[1 << 16];
        while (!text.toString().contains(last)) {
            text.append(new String(some, 0, in.read(some), StandardCharsets.UTF_8));
        }
        return text.toString().replace("\0", "");
    }

    @Row("D5")
    @Test
    void d5APausedReaderOfTheEventsHoldsSecretsBackInTimeAndNobodyElse() throws Exception {
        try (Program program = Program.startWithUnreadEvents(directory, pipe, "--policy", workplace.policy())) {
            URI secrets = program.address();
            fill();
            long began = System.nanoTime();
            List<CompletableFuture<RunnerAnswer>> asked = IntStream.range(0, MANY)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(secrets), steps))
                    .toList();
            assertThat(answer(secrets.getPort(), "GET /healthz HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(RunnerSimulator.of(secrets).ask("x.y.z").status()).isEqualTo(401);
            assertThat(asked).allSatisfy(answer -> {
                assertThat(answer.join().status()).isEqualTo(503);
                assertThat(answer.join().headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.join().body()).doesNotContain(Workplace.SECRET);
            });
            System.out.println(MANY + " steps while nobody reads standard output, with a deadline of 5 s: "
                    + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> answer(secrets.getPort(), "GET /readyz HTTP/1.0\r\n\r\n")
                            .startsWith("HTTP/1.1 503 "));

            try (InputStream events = Files.newInputStream(pipe)) {
                CompletableFuture<String> read = CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return readUntil(events, "\"code\":\"method_not_allowed\"");
                            } catch (IOException failed) {
                                throw new UncheckedIOException(failed);
                            }
                        },
                        steps);
                Awaitility.await()
                        .atMost(TIMEOUT)
                        .until(() -> answer(secrets.getPort(), "GET /readyz HTTP/1.0\r\n\r\n")
                                .startsWith("HTTP/1.1 200 "));
                assertThat(ask(secrets).environment()).containsEntry("PASSWORD", Workplace.SECRET);
                assertThat(answer(secrets.getPort(), "PUT /secrets HTTP/1.0\r\n\r\n"))
                        .startsWith("HTTP/1.1 405 ");
                assertThat(read.get(60, TimeUnit.SECONDS).lines())
                        .isNotEmpty()
                        .allMatch(line -> line.matches(EVENT))
                        .anyMatch(line -> line.contains("\"audit_unavailable\""))
                        .anyMatch(line -> line.contains("\"status\":200"))
                        .noneMatch(line -> line.contains(Workplace.SECRET));
            }
        }
    }

    @Row("D5")
    @Test
    void d5APausedReaderOfTheLogHoldsNobody() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI secrets = URI.create("http://127.0.0.1:" + port + "/secrets");
        try (Program program = Program.startUnread(
                directory,
                pipe,
                "--policy",
                workplace.policy(),
                "--port",
                Integer.toString(port),
                "--log-level",
                "debug")) {
            Awaitility.await().atMost(TIMEOUT).until(() -> accepts(port));
            fill();
            program.signal("HUP"); // is logged
            for (int i = 0; i < 10; i++) {
                refused(port);
                assertThat(ask(secrets).environment()).containsEntry("PASSWORD", Workplace.SECRET);
            }
            assertThat(answer(port, "GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(answer(port, "GET /readyz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            try (InputStream log = Files.newInputStream(pipe)) {
                assertThat(readUntil(log, "SIGHUP")).contains("listening on");
            }
            fill();
            program.terminate(); // is logged, too
            assertThat(program.exitCode()).isZero();
        }
    }

    private static boolean accepts(int port) {
        try {
            refused(port);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A request that is answered outside the endpoint, which is logged. */
    private static void refused(int port) throws IOException {
        assertThat(answer(port, "junk\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    private static String answer(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
