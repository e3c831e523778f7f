package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request may have a body, which says nothing: the client gets the whole answer all the same, however it sends. */
class BodiesIT {

    private static final int MEGABYTE = 1 << 20;

    private final FakeBitbucket bitbucket = FakeBitbucket.start();
    private Program program;
    private URI secrets;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        program = Program.start(directory, "--policy", new Workplace(directory, bitbucket).policy());
        secrets = program.address();
        // A program that has just started fetches keys first, which may take too long on a slow machine.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> RunnerSimulator.of(secrets)
                                .ask(bitbucket.acme().mint().token())
                                .status()
                        == 200);
    }

    @AfterEach
    void stop() {
        program.close();
        bitbucket.close();
    }

    private String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + bitbucket.acme().mint().token() + "\r\n" + headers + "\r\n";
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(secrets.getHost(), secrets.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The head, and as much of a body as it promises. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int read = socket.getInputStream().read();
            assertThat(read).as("the end of %s", text).isNotNegative();
            text.append((char) read);
        }
        String length = text.toString().replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
        return text + new String(socket.getInputStream().readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private static void isWhole(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains(Workplace.SECRET)
                .endsWith("}");
    }

    @Test
    void aMegabyteThatIsWrittenBeforeAnythingIsRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = connect()) {
                send(socket.getOutputStream(), head("/secrets", "Content-Length: " + MEGABYTE + "\r\n"));
                socket.getOutputStream().write(new byte[MEGABYTE]);
                Thread.sleep(20);
                isWhole(answer(socket));
            }
        }
    }

    @Test
    void aMegabyteForAPathThatIsNotThere() throws Exception {
        for (String path : new String[] {"/nothing", "/healthz"}) {
            try (Socket socket = connect()) {
                send(socket.getOutputStream(), head(path, "Content-Length: " + MEGABYTE + "\r\n"));
                socket.getOutputStream().write(new byte[MEGABYTE]);
                Thread.sleep(20);
                assertThat(answer(socket)).startsWith("HTTP/1.1 40");
            }
        }
    }

    @Test
    void aSlowOneInChunks() throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            send(out, head("/secrets", "Transfer-Encoding: chunked\r\n"));
            for (int i = 0; i < 5; i++) {
                send(out, "5\r\nhello\r\n");
                Thread.sleep(50);
            }
            send(out, "0\r\n\r\n");
            isWhole(answer(socket));
            send(out, head("/secrets", "Content-Length: 0\r\n")); // the connection can be used again
            isWhole(answer(socket));
        }
    }

    /** The client need not send a body that nobody wants: the answer comes at once, and no 100 before it. */
    @Test
    void oneThatTheClientAsksBeforeSending() throws Exception {
        try (Socket socket = connect()) {
            send(
                    socket.getOutputStream(),
                    head("/secrets", "Expect: 100-continue\r\nContent-Length: " + MEGABYTE + "\r\n"));
            isWhole(answer(socket));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1073741824", "Transfer-Encoding: chunked"})
    void oneWithoutAnEndIsNotReadForEver(String headers) throws Exception {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            send(out, head("/secrets", headers + "\r\n"));
            isWhole(answer(socket));
            byte[] chunk = ("8000\r\n" + "a".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            long sent = 0;
            try {
                while (sent < 256L * MEGABYTE) {
                    out.write(chunk);
                    sent += chunk.length;
                }
            } catch (IOException closed) {
                // and what was sent until then fits into what the two systems hold
            }
            assertThat(sent).isLessThan(64L * MEGABYTE);
        }
    }
}
