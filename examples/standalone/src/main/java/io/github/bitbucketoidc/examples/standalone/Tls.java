package io.github.bitbucketoidc.examples.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Reads a certificate and its key from PEM files, as certificate authorities and Kubernetes hand them out. */
final class Tls {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");
    private static final String KEY = "PRIVATE KEY";

    private Tls() {}

    static SslContextFactory.Server contextFactory(Options.TlsFiles files) throws Refusal {
        Certificate[] chain = chain(files.certificate());
        PrivateKey key = key(files.key());
        if (!chain[0].getPublicKey().getAlgorithm().equals(key.getAlgorithm()) || !belong(chain[0], key)) {
            throw Refusal.input("--tls-key: the key in " + files.key() + " is not the one of the certificate in "
                    + files.certificate());
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain);
            SslContextFactory.Server factory = new SslContextFactory.Server();
            factory.setKeyStore(store);
            factory.setKeyStorePassword("");
            return factory;
        } catch (GeneralSecurityException | IOException refused) {
            throw Refusal.input("--tls-cert: " + files.certificate() + " does not fit " + files.key());
        }
    }

    private static boolean belong(Certificate certificate, PrivateKey key) {
        // Elliptic keys of the wrong curve or point fail the first handshake; RSA shows its modulus on both sides.
        return !(certificate.getPublicKey() instanceof RSAKey open)
                || !(key instanceof RSAKey secret)
                || open.getModulus().equals(secret.getModulus());
    }

    private static Certificate[] chain(Path file) throws Refusal {
        byte[] bytes = read("--tls-cert", file).getBytes(StandardCharsets.UTF_8);
        try {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
            if (!certificates.isEmpty()) {
                return certificates.toArray(new Certificate[0]);
            }
        } catch (CertificateException notOne) {
            // told below
        }
        throw Refusal.input(
                "--tls-cert: " + file + " holds no certificate; it must begin with -----BEGIN CERTIFICATE-----");
    }

    private static PrivateKey key(Path file) throws Refusal {
        Matcher block = PEM.matcher(read("--tls-key", file));
        while (block.find()) {
            if (block.group(1).equals(KEY)) {
                return decode(file, block.group(2));
            }
            if (block.group(1).endsWith(KEY)) {
                throw Refusal.input("--tls-key: " + file + " holds a key in another form; convert it with"
                        + " `openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW`");
            }
        }
        throw Refusal.input("--tls-key: " + file + " holds no key; it must begin with -----BEGIN PRIVATE KEY-----");
    }

    private static PrivateKey decode(Path file, String base64) throws Refusal {
        try {
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
            for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(spec);
                } catch (GeneralSecurityException another) {
                    // the next algorithm may know it
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // told below
        }
        throw Refusal.input("--tls-key: the key in " + file + " cannot be read; RSA, EC and Ed25519 keys can");
    }

    private static String read(String flag, Path file) throws Refusal {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw Refusal.input(flag + ": " + file + " cannot be read; is it there, and may this user read it?");
        }
    }
}
