package io.github.bitbucketoidc.provider.policy.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates of authorities from a file in PEM. Read once, when the policy is loaded; a reload reads it again. */
final class CertificatesFile {

    private static final int LARGEST = 1024 * 1024;

    /** Why the file cannot be used, and what to do about it. */
    static final class Refused extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        private final String fix;

        Refused(String message, String fix) {
            super(message);
            this.fix = fix;
        }

        String fix() {
            return fix;
        }
    }

    private CertificatesFile() {}

    static List<X509Certificate> read(Path baseDirectory, String name) throws Refused {
        byte[] bytes = bytes(baseDirectory, name);
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes))) {
                certificates.add((X509Certificate) certificate);
            }
            if (!certificates.isEmpty()) {
                return certificates;
            }
        } catch (CertificateException e) {
            // What it says may quote the file.
        }
        throw new Refused(
                "the file of `ca` holds no certificates in PEM",
                "write the certificates of the authority between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----");
    }

    private static byte[] bytes(Path baseDirectory, String name) throws Refused {
        try {
            Path file = baseDirectory.resolve(name);
            if (Files.isRegularFile(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    byte[] bytes = in.readNBytes(LARGEST + 1);
                    if (bytes.length <= LARGEST) {
                        return bytes;
                    }
                }
            }
        } catch (IOException | InvalidPathException e) {
            // The same to whoever wrote the policy.
        }
        throw new Refused(
                "the file of `ca` cannot be read",
                "name a file in PEM of at most 1 MiB, relative to the policy's folder");
    }
}
