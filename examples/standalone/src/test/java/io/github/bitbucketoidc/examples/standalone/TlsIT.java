package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.bitbucketoidc.rows.Row;
import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void servesOverTls(String algorithm) throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "server", algorithm);
        HttpClient client =
                HttpClient.newBuilder().sslContext(certificate.client()).build();
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                Program program = start(bitbucket)) {
            URI address = program.address();
            assertThat(address.getScheme()).isEqualTo("https");
            assertThat(RunnerSimulator.of(address, client)
                            .ask(bitbucket.acme().mint().token())
                            .environment())
                    .containsEntry("PASSWORD", Workplace.SECRET);
        }
    }

    private Program start(FakeBitbucket bitbucket) throws IOException {
        return Program.start(
                directory,
                "--policy",
                new Workplace(directory, bitbucket).policy(),
                "--tls-cert",
                "server.crt",
                "--tls-key",
                "server.key");
    }

    /** A probe of Kubernetes asks a pod by its address, which no certificate names; and a proxy may ask by any name. */
    @Test
    void answersWhomeverItIsAskedFor() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "server", "EC");
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                Program program = start(bitbucket)) {
            URI address = program.address();
            for (String host : new String[] {"10.1.2.3", "10.1.2.3:8443", "provider.example", "127.0.0.1"}) {
                assertThat(ask(certificate, address, "/healthz", host)).startsWith("HTTP/1.1 200 ");
                assertThat(ask(certificate, address, "/secrets", host)).startsWith("HTTP/1.1 401 ");
            }
            assertThat(program.events()).hasSize(4).allMatch(event -> event.contains("\"status\":401"));
        }
    }

    private static String ask(TestCertificate certificate, URI address, String path, String host) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nAuthorization: Bearer x.y.z\r\nConnection: close\r\n\r\n";
        try (Socket socket =
                certificate.client().getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void isRefused(String certificate, String key, String problem) {
        Options.TlsFiles files = new Options.TlsFiles(directory.resolve(certificate), directory.resolve(key));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Tls.read(files))
                .withMessageContaining(problem)
                .satisfies(refusal -> assertThat(refusal.exitCode()).isEqualTo(2));
    }

    @Test
    void refusesFilesThatAreNotWhatTheyShouldBe() throws Exception {
        TestCertificate.make(directory, "server", "RSA");
        TestCertificate.make(directory, "other", "RSA");
        TestCertificate.make(directory, "elliptic", "EC");
        TestCertificate.writePem(directory.resolve("odd.key"), "DSA PRIVATE KEY", new byte[] {1});
        TestCertificate.writePem(directory.resolve("locked.key"), "ENCRYPTED PRIVATE KEY", new byte[] {1});
        Path oldLocked = Files.writeString(directory.resolve("old-locked.key"), """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                AA==
                -----END RSA PRIVATE KEY-----
                """);
        Files.setPosixFilePermissions(oldLocked, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(directory.resolve("empty"), "");
        Files.setPosixFilePermissions(directory.resolve("empty"), PosixFilePermissions.fromString("rw-------"));
        Files.copy(directory.resolve("server.key"), directory.resolve("open.key"));
        Files.setPosixFilePermissions(directory.resolve("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
        isRefused("server.crt", "open.key", "others have access to the file");
        isRefused("missing", "server.key", "missing cannot be read");
        isRefused("empty", "server.key", "holds no certificate");
        isRefused("server.key", "server.key", "holds no certificate");
        isRefused("server.crt", "empty", "holds no key");
        isRefused("server.crt", "odd.key", "openssl pkey");
        isRefused("server.crt", "locked.key", "is encrypted");
        isRefused("server.crt", "old-locked.key", "is encrypted");
        isRefused("server.crt", "broken.key", "cannot be read");
        isRefused("server.crt", "other.key", "is not the one of the certificate");
        isRefused("server.crt", "elliptic.key", "cannot be read as one of the certificate's kind");
    }

    /** As cert-manager writes them by default, and openssl before its version 3. */
    @ParameterizedTest
    @CsvSource({
        "rsa -traditional, RSA PRIVATE KEY, RSA",
        "ec, EC PRIVATE KEY, EC",
        "ec -no_public -param_enc named_curve, EC PRIVATE KEY, EC"
    })
    void readsKeysInTheirOwnForms(String conversion, String kind, String algorithm) throws Exception {
        assumeThat(Path.of("/usr/bin/openssl")).exists();
        TestCertificate.make(directory, "server", algorithm);
        Process openssl = new ProcessBuilder(
                        ("/usr/bin/openssl " + conversion + " -in server.key -out own.key").split(" "))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor()).isZero();
        assertThat(directory.resolve("own.key")).content().contains("BEGIN " + kind);
        Options.TlsFiles files = new Options.TlsFiles(directory.resolve("server.crt"), directory.resolve("own.key"));
        assertThat(Tls.read(files).toString()).isEqualTo("Identity");
    }

    @Test
    void servesACertificateThatWasRenewedOnDiskAndKeepsTheOldOneWhileTheTwoDoNotFit() throws Exception {
        TestCertificate first = TestCertificate.make(directory, "server", "EC");
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                Program program = start(bitbucket)) {
            URI address = program.address();
            TestCertificate other = TestCertificate.make(directory, "other", "RSA");
            move("other.crt", "server.crt");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            program.errors().contains("the certificate was not taken, the one before stays in use"));
            assertThat(ask(first, address, "/healthz", "x")).startsWith("HTTP/1.1 200 ");
            move("other.key", "server.key");
            long renewed = System.nanoTime();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isServed(other, address));
            Duration taken = Duration.ofNanos(System.nanoTime() - renewed);
            System.out.println(
                    "from a renewed certificate on disk to its first handshake: " + taken.toMillis() + " ms");
            assertThat(taken).isLessThan(Duration.ofSeconds(10));
            assertThat(Files.readString(first.files().key())).contains("BEGIN PRIVATE KEY");
        }
    }

    private void move(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isServed(TestCertificate certificate, URI address) throws IOException {
        try {
            return ask(certificate, address, "/healthz", "x").startsWith("HTTP/1.1 200 ");
        } catch (SSLException anotherCertificate) {
            return false;
        }
    }

    @Row("W12")
    @Test
    void w12OffersNoOldSuiteOfTlsAndNoSecondHandshake() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "server", "RSA");
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                Program program = start(bitbucket)) {
            URI address = program.address();
            String[] old = Stream.of(
                            certificate.client().getSupportedSSLParameters().getCipherSuites())
                    .filter(suite -> suite.startsWith("TLS_DHE_") || suite.startsWith("TLS_RSA_"))
                    .toArray(String[]::new);
            assertThat(old).isNotEmpty();
            try (SSLSocket socket = connect(certificate, address, "TLSv1.2")) {
                socket.setEnabledCipherSuites(old);
                assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
            }
            try (SSLSocket socket = connect(certificate, address, "TLSv1.2")) {
                socket.startHandshake();
                socket.startHandshake(); // again: sends a ClientHello; the answer shows when it is read
                socket.getOutputStream().write("GET /healthz HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            } catch (IOException closed) {
                assertThat(closed).isNotInstanceOf(SocketTimeoutException.class);
            }
            for (String version : new String[] {"TLSv1", "TLSv1.1"}) {
                SSLParameters parameters = certificate.client().getSupportedSSLParameters();
                assertThat(parameters.getProtocols()).contains(version);
                try (SSLSocket socket = connect(certificate, address, version)) {
                    assertThatExceptionOfType(IOException.class).isThrownBy(socket::startHandshake);
                }
            }
        }
    }

    private static SSLSocket connect(TestCertificate certificate, URI address, String version) throws IOException {
        SSLSocket socket =
                (SSLSocket) certificate.client().getSocketFactory().createSocket(address.getHost(), address.getPort());
        socket.setEnabledProtocols(new String[] {version});
        socket.setSoTimeout(20_000);
        return socket;
    }
}
