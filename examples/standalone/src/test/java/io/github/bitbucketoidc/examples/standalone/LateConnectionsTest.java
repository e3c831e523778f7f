package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock of its own: time passes when a test says so, however slow the machine is. */
class LateConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private static final String BODY = "answered";
    /** The first bytes of a TLS handshake: a record of 512 bytes with a ClientHello, most of which never come. */
    private static final byte[] HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3};

    private final AtomicLong nanos = new AtomicLong();
    private final LateConnections late = new LateConnections(new Never(), PATIENCE, nanos::get);
    private final Semaphore opened = new Semaphore(0);
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore mayAnswer = new Semaphore(0);
    private final Server server = new Server();
    private ServerConnector connector;
    private TestCertificate certificate;

    @TempDir
    private Path directory;

    /** Looks when the test does, and not by itself. */
    private static final class Never extends AbstractLifeCycle implements Scheduler {

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            return () -> true;
        }
    }

    private final class Answering extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws InterruptedException {
            asked.release();
            mayAnswer.acquire();
            Answer.write(response, 200, Map.of(), BODY.getBytes(StandardCharsets.US_ASCII), callback);
            return true;
        }
    }

    private void start(boolean tls) throws Exception {
        Options options = Options.parse("--policy", "none");
        if (tls) {
            certificate = TestCertificate.make(directory, "server", "EC");
            options = Options.parse(
                    "--policy",
                    "none",
                    "--tls-cert",
                    certificate.files().certificate().toString(),
                    "--tls-key",
                    certificate.files().key().toString());
        }
        connector = new ServerConnector(server, SecretsServer.factories(options));
        connector.setHost("127.0.0.1");
        connector.addBean(late);
        connector.addBean(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                if (connection instanceof org.eclipse.jetty.server.internal.HttpConnection) {
                    opened.release();
                }
            }
        });
        server.addConnector(connector);
        server.setHandler(new Answering());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket plain() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Connected, and known to be so on the other side. */
    private Socket connect() throws Exception {
        Socket socket = plain();
        if (certificate != null) {
            SSLSocket secure = (SSLSocket) certificate
                    .client()
                    .getSocketFactory()
                    .createSocket(socket, "127.0.0.1", connector.getLocalPort(), true);
            secure.startHandshake();
            socket = secure;
        }
        opened.acquire();
        return socket;
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        late.run();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void isAnswered(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        int read = 0;
        while (read >= 0 && !text.toString().endsWith(BODY)) {
            read = socket.getInputStream().read();
            text.append((char) read);
        }
        assertThat(text.toString()).startsWith("HTTP/1.1 200 ").endsWith(BODY);
    }

    private static void isEnded(Socket socket) throws IOException {
        try {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        } catch (SocketException | SSLException cutOff) {
            // ended, too: what was sent last had not been read
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatKeepsAskingStaysOpen(boolean tls) throws Exception {
        start(tls);
        mayAnswer.release(10);
        try (Socket socket = connect()) {
            for (int i = 0; i < 10; i++) {
                send(socket, REQUEST);
                isAnswered(socket);
                pass(20);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatIsBeingAnsweredStaysOpen(boolean tls) throws Exception {
        start(tls);
        try (Socket socket = connect()) {
            send(socket, REQUEST);
            asked.acquire();
            pass(20);
            pass(31);
            pass(31);
            mayAnswer.release();
            isAnswered(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatAsksNothingOrTooSlowlyIsEnded(boolean tls) throws Exception {
        start(tls);
        mayAnswer.release(10);
        try (Socket silent = connect();
                Socket slow = connect();
                Socket slowLater = connect()) {
            send(slowLater, REQUEST);
            isAnswered(slowLater);
            for (String piece : new String[] {"GET / HT", "TP/1.1\r\n", "Host: 127.0", ".0.1\r\nX"}) {
                send(slow, piece);
                send(slowLater, piece);
                pass(10);
            }
            isEnded(silent);
            isEnded(slow);
            pass(20); // what had been answered gave it its time anew
            isEnded(slowLater);
        }
    }

    @Test
    void aHandshakeThatTakesTooLongIsEnded() throws Exception {
        start(true);
        try (Socket socket = plain()) {
            socket.getOutputStream().write(HELLO);
            opened.acquire();
            pass(20);
            socket.getOutputStream().write(0);
            pass(11);
            isEnded(socket);
        }
    }
}
