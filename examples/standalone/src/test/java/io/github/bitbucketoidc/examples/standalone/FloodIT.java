package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers who fill the program with connections: what it was built for goes on meanwhile. */
class FloodIT {

    private static final String HEAP = "128m";
    private static final Duration SERVED = Duration.ofSeconds(5);

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private final List<Socket> strangers = new ArrayList<>();

    @TempDir
    private Path directory;

    private String policy;

    @BeforeEach
    void write() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        policy = new Workplace(directory, bitbucket).policy();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket stranger : strangers) {
            stranger.close();
        }
        bitbucket.close();
    }

    /** Sends as much of the text as is taken; the program may close the connection at any time. */
    private void stranger(URI secrets, String from, byte[] text) throws IOException {
        Socket socket =
                new Socket(InetAddress.getByName(secrets.getHost()), secrets.getPort(), InetAddress.getByName(from), 0);
        strangers.add(socket);
        try {
            socket.getOutputStream().write(text);
        } catch (IOException closed) {
            // as it may
        }
    }

    /** The first step loads classes and fetches keys, which is not what is measured. */
    private void warmUp(URI secrets) {
        assertThat(RunnerSimulator.of(secrets)
                        .ask(bitbucket.acme().mint().token())
                        .status())
                .isEqualTo(200);
    }

    private void servesSteps(URI secrets) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            RunnerAnswer answer =
                    RunnerSimulator.of(secrets).ask(bitbucket.acme().mint().token());
            assertThat(answer.environment()).containsEntry("PASSWORD", Workplace.SECRET);
            Duration taken = Duration.ofNanos(System.nanoTime() - began);
            assertThat(taken).isLessThan(SERVED);
            longest = taken.compareTo(longest) > 0 ? taken : longest;
        }
        System.out.println("the slowest of five steps among strangers: " + longest.toMillis() + " ms");
    }

    private static byte[] tinyLines() {
        StringBuilder head = new StringBuilder("GET /secrets HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; head.length() < 24 * 1024 - 10; i++) {
            head.append((char) ('a' + i % 26)).append(":\r\n");
        }
        return head.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Row("D3")
    @Test
    void d3HalfSentHeadsOfTinyLinesDoNotFillTheMemory() throws Exception {
        try (Program program = Program.startSmall(directory, HEAP, 1024, "--policy", policy, "--drain", "0s")) {
            URI secrets = program.address();
            warmUp(secrets);
            byte[] head = tinyLines();
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 400; i++) {
                    stranger(secrets, "127.0.0." + (1 + i % 4), head);
                }
                servesSteps(secrets);
            }
            program.terminate();
            assertThat(program.exitCode()).isZero();
            assertThat(program.errors()).doesNotContain("OutOfMemoryError:", "java.lang.OutOf");
        }
    }

    @Row("D4")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void d4AsManySilentConnectionsAsThereAreDescriptorsKeepNobodyOut(boolean manyAddresses) throws Exception {
        int descriptors = 256;
        try (Program program = Program.startSmall(directory, HEAP, descriptors, "--policy", policy, "--drain", "0s")) {
            URI secrets = program.address();
            warmUp(secrets);
            for (int i = 0; i < 2 * descriptors; i++) {
                stranger(secrets, "127.0.0." + (manyAddresses ? 1 + i % 100 : 1), new byte[] {'G'});
                if (i % descriptors == descriptors - 1) {
                    servesSteps(secrets);
                }
            }
            assertThat(program.errors().lines().filter(line -> line.contains("were closed to make room")))
                    .hasSizeBetween(1, 8);
            program.terminate();
            assertThat(program.exitCode()).isZero();
            assertThat(program.errors()).doesNotContain("Exception", "\tat ");
        }
    }

    @Row("D3")
    @Test
    void d3AHeadHasFiveSecondsHoweverItIsSent() throws Exception {
        try (Program program = Program.start(directory, "--policy", policy)) {
            URI secrets = program.address();
            stranger(secrets, "127.0.0.1", "GET /secrets HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            Socket slow = strangers.get(0);
            long began = System.nanoTime();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> isEnded(slow));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(4));
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.getOutputStream().write("X".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException ended) {
            return true;
        }
    }
}
