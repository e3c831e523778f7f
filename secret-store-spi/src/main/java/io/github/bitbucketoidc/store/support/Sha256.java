package io.github.bitbucketoidc.store.support;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells one content from another without keeping either. Not for what can be guessed: a short password is found from its digest.
 * Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public final class Sha256 {

    private Sha256() {}

    /**
     * The SHA-256 digest (FIPS 180-4) of bytes.
     *
     * @param bytes the content
     * @return 64 hexadecimal digits, in lower case
     */
    public static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
