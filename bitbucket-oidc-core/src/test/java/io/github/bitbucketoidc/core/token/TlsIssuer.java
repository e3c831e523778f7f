package io.github.bitbucketoidc.core.token;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An issuer on loopback behind TLS, with a certificate of its own making for any name. */
final class TlsIssuer implements AutoCloseable {

    private static final char[] PASSWORD = "password".toCharArray();

    private final KeyStore store;
    private final HttpsServer server;
    private final AtomicInteger requests = new AtomicInteger();

    private TlsIssuer(KeyStore store) throws IOException, GeneralSecurityException {
        this.store = store;
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext own = SSLContext.getInstance("TLS");
        own.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            String body = exchange.getRequestURI().getPath().endsWith("keys.json")
                    ? TestKeys.set(TestKeys.jwk("k1"))
                    : "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer() + "/keys.json\"}";
            FakeIssuer.answer(200, "application/json", body).handle(exchange);
        });
        server.start();
    }

    /**
     * Starts one.
     *
     * @param name the name of its key store in this directory
     * @param subject the alternative name in its certificate, for example {@code dns:keys.example}
     */
    static TlsIssuer withCertificateFor(Path directory, String name, String subject) throws Exception {
        Path file = directory.resolve(name + ".p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String password = new String(PASSWORD);
        Process making = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        password,
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=" + subject)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile())
                .start();
        if (making.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate for " + subject);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new TlsIssuer(store);
    }

    String issuer() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/acme";
    }

    X509Certificate certificate() {
        try {
            return (X509Certificate) store.getCertificate("server");
        } catch (KeyStoreException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Trusts this issuer's certificate and no other. */
    SSLContext trust() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", store.getCertificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How many requests came through the handshake. */
    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
