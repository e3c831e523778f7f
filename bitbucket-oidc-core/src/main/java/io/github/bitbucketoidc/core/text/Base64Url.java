package io.github.bitbucketoidc.core.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Canonical unpadded base64url (RFC 4648, section 5): one text for one value (attack rows S4, S5, S6). The JDK decodes; what it lets pass
 * is refused here: padding, and bits of the last character that stand for nothing, by which one token had many spellings. Checking those
 * bits shows the same as encoding again and comparing, without the work.
 */
public final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** Decodes a text, or null if it is not canonical. */
    public static byte @Nullable [] decode(String text) {
        byte[] chars = text.getBytes(StandardCharsets.ISO_8859_1);
        return decode(chars, 0, chars.length);
    }

    /** Decodes the characters from {@code start} up to {@code end}, or null if they are not canonical. */
    public static byte @Nullable [] decode(byte[] text, int start, int end) {
        if (start == end) {
            return new byte[0];
        }
        int last = ALPHABET.indexOf(text[end - 1]);
        int spare = switch ((end - start) & 3) {
            case 0 -> 0;
            case 2 -> 0xF;
            case 3 -> 0x3;
            default -> -1;
        };
        // The last character would also be padding, which is not in the alphabet.
        if (last < 0 || spare < 0 || (last & spare) != 0) {
            return null;
        }
        try {
            // Has the size of what it holds, as there is no padding.
            return Base64.getUrlDecoder()
                    .decode(ByteBuffer.wrap(text, start, end - start))
                    .array();
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }
}
