package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock of its own: time passes when a test says so, however slow the machine is. */
class LateConnectionsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private static final String BODY = "answered";
    /** The first bytes of a TLS handshake: a record of 512 bytes with a ClientHello, most of which never come. */
    private static final byte[] HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3};

    private final AtomicLong nanos = new AtomicLong();
    private final LateConnections late = new LateConnections(new Never(), TIMEOUT, nanos::get);
    private final Semaphore opened = new Semaphore(0);
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore mayAnswer = new Semaphore(0);
    private final Server server = new Server();
    private ServerConnector connector;
    private TestCertificate certificate;
    private int sent;

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
            Answer.write(request, response, 200, Map.of(), BODY.getBytes(StandardCharsets.US_ASCII), callback);
            return true;
        }
    }

    private void start(boolean tls) throws Exception {
        Optional<SslContextFactory.Server> factory = Optional.empty();
        if (tls) {
            certificate = TestCertificate.make(directory, "server", "EC");
            factory = Optional.of(Tls.contextFactory(Tls.read(certificate.files())));
        }
        connector = new ServerConnector(server, SecretsServer.factories(new StrictHttp(), factory));
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(Duration.ofHours(1).toMillis()); // it is not what ends anything here
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
    void aConnectionThatSaysNothingBetweenTwoRequestsIsNotLate(boolean tls) throws Exception {
        start(tls);
        mayAnswer.release(10);
        try (Socket fresh = connect();
                Socket asked = connect()) {
            send(asked, REQUEST);
            isAnswered(asked);
            pass(70);
            pass(70);
            send(fresh, REQUEST);
            isAnswered(fresh);
            send(asked, REQUEST);
            isAnswered(asked);
        }
    }

    @Row("D3")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void d3AHeadThatTakesTooLongIsEnded(boolean tls) throws Exception {
        start(tls);
        mayAnswer.release(10);
        try (Socket slow = connect();
                Socket slowLater = connect()) {
            send(slowLater, REQUEST);
            isAnswered(slowLater);
            pass(0); // is seen to have been answered
            for (String piece : new String[] {"GET / HT", "TP/1.1\r\n", "Host: 127.0", ".0.1\r\nX"}) {
                send(slow, piece);
                send(slowLater, piece);
                arrived(piece.length());
                pass(2);
            }
            isEnded(slow);
            isEnded(slowLater);
        }
    }

    /** Waits until the server has read what was sent. */
    private void arrived(int bytes) {
        sent += bytes;
        Awaitility.await()
                .until(() -> connector.getConnectedEndPoints().stream()
                        .map(LateConnectionsTest::inner)
                        .filter(connection -> connection.getMessagesOut() == 0)
                        .allMatch(connection -> connection.getBytesIn() >= sent));
    }

    private static Connection inner(EndPoint endPoint) {
        return endPoint.getConnection() instanceof SslConnection tls
                ? tls.getSslEndPoint().getConnection()
                : endPoint.getConnection();
    }

    @Test
    void aHandshakeThatTakesTooLongIsEnded() throws Exception {
        start(true);
        try (Socket socket = plain()) {
            socket.getOutputStream().write(HELLO);
            opened.acquire();
            pass(3);
            socket.getOutputStream().write(0);
            pass(3);
            isEnded(socket);
        }
    }
}
