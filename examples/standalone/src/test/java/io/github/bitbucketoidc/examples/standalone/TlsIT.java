package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bitbucketoidc.testkit.FakeBitbucket;
import io.github.bitbucketoidc.testkit.RunnerSimulator;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsIT {

    private static final String PASSWORD = "password";

    @TempDir
    private Path directory;

    /** Makes a key and a certificate for the loopback address, as files of PEM and as a key store. */
    private KeyStore makeCertificate(String name, String algorithm) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "server",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key key = Objects.requireNonNull(store.getKey("server", PASSWORD.toCharArray()));
        write(name + ".key", "PRIVATE KEY", key.getEncoded());
        write(name + ".crt", "CERTIFICATE", store.getCertificate("server").getEncoded());
        return store;
    }

    private void write(String file, String type, byte[] content) throws Exception {
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + type + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                        + "\n-----END " + type + "-----\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void servesOverTls(String algorithm) throws Exception {
        KeyStore trusted = makeCertificate("server", algorithm);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        try (FakeBitbucket bitbucket = FakeBitbucket.start();
                Program program = Program.start(
                        directory,
                        "--policy",
                        new Workplace(directory, bitbucket).policy(),
                        "--tls-cert",
                        "server.crt",
                        "--tls-key",
                        "server.key")) {
            URI address = program.address();
            assertThat(address.getScheme()).isEqualTo("https");
            assertThat(RunnerSimulator.of(address, client)
                            .ask(bitbucket.acme().mint().token())
                            .environment())
                    .containsEntry("PASSWORD", Workplace.SECRET);
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
        makeCertificate("server", "RSA");
        makeCertificate("other", "RSA");
        makeCertificate("elliptic", "EC");
        write("old.key", "RSA PRIVATE KEY", new byte[] {1});
        write("broken.key", "PRIVATE KEY", new byte[] {1});
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
