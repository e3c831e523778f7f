package io.github.bitbucketoidc.examples.standalone;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a private key from PEM in the forms in which tools write them: PKCS#8 (openssl's and Java's own), PKCS#1 (cert-manager and old openssl, RSA)
 * and SEC1 (elliptic curves). The JDK reads PKCS#8 only; the others become that by a few bytes around them.
 */
final class PemKey {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \\1-----", Pattern.DOTALL);

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;

    /** Version 0. */
    private static final byte[] VERSION = tagged(INTEGER, new byte[] {0});
    /** The algorithm rsaEncryption, 1.2.840.113549.1.1.1, with its parameter NULL (RFC 8017 A.1). */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private PemKey() {}

    /** The key of the file that fits the public one, which tells its algorithm. */
    static PrivateKey read(String pem, Path file, PublicKey open) throws Refusal {
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.endsWith("PRIVATE KEY")) {
                if (kind.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
                    throw Refusal.input("--tls-key: the key in " + file + " is encrypted (fix: `openssl pkey -in OLD"
                            + " -out NEW`)");
                }
                return decode(kind, block.group(2), file, open);
            }
        }
        throw Refusal.input(
                "--tls-key: " + file + " holds no key (fix: it must have a line -----BEGIN PRIVATE KEY-----)");
    }

    private static PrivateKey decode(String kind, String base64, Path file, PublicKey open) throws Refusal {
        String algorithm = open.getAlgorithm();
        try {
            byte[] key = Base64.getMimeDecoder().decode(base64);
            byte[] pkcs8 = switch (kind) {
                case "PRIVATE KEY" -> key;
                case "RSA PRIVATE KEY" -> tagged(SEQUENCE, VERSION, RSA, tagged(OCTETS, key));
                // A curve is named by the certificate, too, and the two must be the same.
                case "EC PRIVATE KEY" -> tagged(SEQUENCE, VERSION, algorithmOf(open), tagged(OCTETS, key));
                default -> throw new IllegalArgumentException(kind);
            };
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw Refusal.input("--tls-key: the key in " + file + " cannot be read as one of the certificate's kind, "
                    + algorithm + "; RSA, EC and Ed25519 keys can (fix: `openssl pkey -in OLD -out NEW`)");
        }
    }

    /** The second element of a public key's {@code SEQUENCE { SEQUENCE algorithm, BIT STRING key }} (RFC 5280 4.1), which is its first. */
    private static byte[] algorithmOf(PublicKey open) {
        byte[] encoded = open.getEncoded();
        ByteBuffer der = ByteBuffer.wrap(encoded);
        der.get();
        length(der);
        int start = der.position();
        der.get();
        int end = length(der) + der.position();
        return Arrays.copyOfRange(encoded, start, end);
    }

    private static int length(ByteBuffer der) {
        int first = der.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der.get() & 0xff;
        }
        return length;
    }

    /** One element of DER (X.690 8.1): its tag, its length, its content. */
    private static byte[] tagged(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream der = new ByteArrayOutputStream(length + 4);
        der.write(tag);
        if (length > 0xff) {
            der.write(0x82);
            der.write(length >> 8);
        } else if (length > 0x7f) {
            der.write(0x81);
        }
        der.write(length);
        for (byte[] part : parts) {
            der.writeBytes(part);
        }
        return der.toByteArray();
    }
}
