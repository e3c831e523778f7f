package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.FilePermissions;
import io.github.bitbucketoidc.store.files.RegularFile;
import io.github.bitbucketoidc.store.files.UnusableFileException;
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
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom we trust and who we are in TLS, from PEM files. That the host name is right is always checked. */
final class VaultTls {

    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final int MOST_KEY_BYTES = 64 * 1024;
    private static final String END_KEY = "-----END PRIVATE KEY-----";

    /** A PEM file does not hold what it should. Its message never quotes the file. */
    static final class PemException extends Exception {
        private static final long serialVersionUID = 1L;

        PemException(String message) {
            super(message);
        }
    }

    private VaultTls() {}

    static Collection<? extends Certificate> certificates(Path file) throws PemException {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            if (certificates.isEmpty()) {
                throw new PemException("holds no certificate");
            }
            return certificates;
        } catch (IOException unreadable) {
            throw new PemException("cannot be read");
        } catch (GeneralSecurityException malformed) {
            throw new PemException("does not hold certificates in PEM form");
        }
    }

    static PrivateKey key(Path file, FilePermissions permissions, Certificate certificate) throws PemException {
        String pem;
        try {
            pem = new String(
                    RegularFile.read(file, MOST_KEY_BYTES, AccessRule.secret(permissions)), StandardCharsets.US_ASCII);
        } catch (UnusableFileException unusable) {
            throw new PemException(
                    unusable.reason() == UnusableFileException.Reason.OPEN_TO_OTHERS
                            ? "is not safe: " + unusable.message() + "; fix: " + unusable.fix()
                                    + unusable.enough()
                                            .map(word -> ", or set permissions: " + word)
                                            .orElse("")
                            : "cannot be read");
        }
        int begin = pem.indexOf(BEGIN_KEY);
        int end = pem.indexOf(END_KEY);
        if (begin < 0 || end < begin) {
            throw new PemException("does not hold an unencrypted PKCS #8 key (BEGIN PRIVATE KEY)");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN_KEY.length(), end));
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException | InvalidKeySpecException malformed) {
            throw new PemException("does not hold a key of the certificate's algorithm");
        } catch (GeneralSecurityException unknown) {
            throw new PemException("holds a key of an algorithm that this JDK does not know");
        }
    }

    /** Trusts these authorities only, or those of the JDK if there are none, and shows this certificate if there is one. */
    static SSLContext context(
            Collection<? extends Certificate> authorities,
            Collection<? extends Certificate> chain,
            @Nullable PrivateKey key) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    key == null ? null : keyManagers(chain, key),
                    authorities.isEmpty() ? null : trustManagers(authorities),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that were read cannot be used", e);
        }
    }

    private static TrustManager[] trustManagers(Collection<? extends Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int count = 0;
        for (Certificate authority : authorities) {
            store.setCertificateEntry("ca-" + count++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(Collection<? extends Certificate> chain, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        char[] none = new char[0];
        store.setKeyEntry("client", key, none, List.copyOf(chain).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
