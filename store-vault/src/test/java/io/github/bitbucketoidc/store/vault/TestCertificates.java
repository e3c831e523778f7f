package io.github.bitbucketoidc.store.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificate authorities and what they sign, made with the JDK's {@code keytool} in a folder. */
final class TestCertificates {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;

    TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate authority that is valid for five days from a day on. */
    void authority(String name, String startDate) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-startdate",
                startDate,
                "-validity",
                "5");
    }

    /** A certificate that an authority signed. */
    void signed(String authority, String name, String alternativeName) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + alternativeName,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "5",
                "-signer",
                authority,
                "-signerkeypass",
                "password");
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore", folder.resolve("all.p12").toString(), "-storetype", "PKCS12", "-storepass", "password"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(output);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A key store with one of them, for a server. */
    KeyStore only(String name) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            KeyStore all = all();
            store.setKeyEntry(name, all.getKey(name, PASSWORD), new char[0], all.getCertificateChain(name));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A key store that trusts one of them. */
    KeyStore trusting(String name) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(name, all().getCertificate(name));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private KeyStore all() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("all.p12"))) {
            all.load(in, PASSWORD);
        }
        return all;
    }

    /** The certificate and those that signed it, as a PEM file. */
    Path certificate(String name) {
        try {
            StringBuilder text = new StringBuilder();
            for (Certificate certificate : all().getCertificateChain(name)) {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            return Files.writeString(folder.resolve(name + ".pem"), text);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The key as a PEM file. */
    Path key(String name) {
        try {
            Key key = all().getKey(name, PASSWORD);
            Path file = Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
