package io.github.bitbucketoidc.examples.standalone;

import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.RegularFile;
import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Reads a certificate and its key from PEM files, as certificate authorities and Kubernetes hand them out. */
final class Tls {

    private static final int MOST_KEY_BYTES = 64 * 1024;

    private Tls() {}

    /** The two files as they were read, and what they make together. */
    record Identity(String certificatePem, String keyPem, KeyStore store) {

        @Override
        public String toString() {
            return "Identity"; // holds a key
        }
    }

    /**
     * Offers TLS 1.3, and 1.2 with ephemeral elliptic curves. Finite-field Diffie-Hellman costs a server far more than its client, and a new
     * handshake on an open connection is asked for by nobody but who wants to make work: neither is there.
     */
    static SslContextFactory.Server contextFactory(Identity identity) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.addExcludeCipherSuites("^TLS_DHE_.*$", "^TLS_DH_.*$");
        factory.setRenegotiationAllowed(false);
        use(factory, identity);
        return factory;
    }

    /** For the handshakes that begin from now on, once the factory has loaded it. */
    static void use(SslContextFactory factory, Identity identity) {
        factory.setKeyStore(identity.store());
        factory.setKeyStorePassword("");
    }

    static Identity read(Options.TlsFiles files) throws Refusal {
        return read(files, text("--tls-cert", files.certificate()), key(files));
    }

    static Identity read(Options.TlsFiles files, String certificatePem, String keyPem) throws Refusal {
        Certificate[] chain = chain(files.certificate(), certificatePem);
        PrivateKey key = PemKey.read(keyPem, files.key(), chain[0].getPublicKey());
        if (!belong(chain[0].getPublicKey(), key)) {
            throw Refusal.input("--tls-key: the key in " + files.key() + " is not the one of the certificate in "
                    + files.certificate());
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain);
            return new Identity(certificatePem, keyPem, store);
        } catch (GeneralSecurityException | IOException refused) {
            throw Refusal.input("--tls-cert: " + files.certificate() + " does not fit " + files.key());
        }
    }

    /** What the one signs, the other must verify. */
    private static boolean belong(PublicKey open, PrivateKey key) {
        String algorithm = switch (open.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        byte[] anything = new byte[32];
        new SecureRandom().nextBytes(anything);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException anotherCurve) {
            return false;
        }
    }

    private static Certificate[] chain(Path file, String pem) throws Refusal {
        byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
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

    /** The text of the private key, to which nobody else may have access. */
    static String key(Options.TlsFiles files) throws Refusal {
        Path file = files.key();
        try {
            byte[] bytes = RegularFile.read(file, MOST_KEY_BYTES, AccessRule.secret(files.permissions()));
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (UnusableFileException unusable) {
            if (unusable.reason() == UnusableFileException.Reason.OPEN_TO_OTHERS) {
                String enough = unusable.enough()
                        .map(word -> ", or --permissions " + word)
                        .orElse("");
                throw Refusal.input("--tls-key: " + unusable.message() + "; fix: " + unusable.fix() + enough);
            }
            throw Refusal.input("--tls-key: " + file + " cannot be read; is it there, and may this user read it?");
        }
    }

    static String text(String flag, Path file) throws Refusal {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw Refusal.input(flag + ": " + file + " cannot be read; is it there, and may this user read it?");
        }
    }
}
