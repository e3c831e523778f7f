package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                .isThrownBy(() -> Tls.contextFactory(files))
                .withMessageContaining(problem)
                .satisfies(refusal -> assertThat(refusal.exitCode()).isEqualTo(2));
    }

    @Test
    void refusesFilesThatAreNotWhatTheyShouldBe() throws Exception {
        TestCertificate.make(directory, "server", "RSA");
        TestCertificate.make(directory, "other", "RSA");
        TestCertificate.make(directory, "elliptic", "EC");
        TestCertificate.writePem(directory.resolve("old.key"), "RSA PRIVATE KEY", new byte[] {1});
        TestCertificate.writePem(directory.resolve("broken.key"), "PRIVATE KEY", new byte[] {1});
        Files.writeString(directory.resolve("empty"), "");
        isRefused("missing", "server.key", "missing cannot be read");
        isRefused("empty", "server.key", "holds no certificate");
        isRefused("server.key", "server.key", "holds no certificate");
        isRefused("server.crt", "empty", "holds no key");
        isRefused("server.crt", "old.key", "openssl pkcs8 -topk8");
        isRefused("server.crt", "broken.key", "cannot be read");
        isRefused("server.crt", "other.key", "is not the one of the certificate");
        isRefused("server.crt", "elliptic.key", "is not the one of the certificate");
    }
}
