package io.github.bitbucketoidc.core.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Canonical unpadded base64url (RFC 4648, section 5): one text for one value (attack rows S4, S5, S6). The JDK's decoder also
 * takes padding and ignores the spare bits of the last character, so that one token had many spellings. Checking those bits
 * shows the same as encoding again and comparing, without the work.
 */
final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] VALUES = values();

    private Base64Url() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }

    /** Decodes a text, or null if it is not canonical. */
    static byte @Nullable [] decode(String text) {
        byte[] chars = text.getBytes(StandardCharsets.ISO_8859_1);
        return decode(chars, 0, chars.length);
    }

    /** Decodes the characters from {@code start} up to {@code end}, or null if they are not canonical. */
    static byte @Nullable [] decode(byte[] text, int start, int end) {
        int rest = (end - start) & 3;
        if (rest == 1) {
            return null;
        }
        byte[] decoded = new byte[(int) ((end - start) * 3L / 4)];
        int at = 0;
        int wholeEnd = end - rest;
        for (int i = start; i < wholeEnd; i += 4) {
            // A character outside the alphabet is -1, which keeps the sign bit through shift and or.
            int bits = value(text[i]) << 18 | value(text[i + 1]) << 12 | value(text[i + 2]) << 6 | value(text[i + 3]);
            if (bits < 0) {
                return null;
            }
            decoded[at++] = (byte) (bits >> 16);
            decoded[at++] = (byte) (bits >> 8);
            decoded[at++] = (byte) bits;
        }
        return rest == 0 || decodeRest(text, wholeEnd, rest, decoded, at) ? decoded : null;
    }

    private static boolean decodeRest(byte[] text, int start, int rest, byte[] decoded, int at) {
        if (rest == 2) {
            int bits = value(text[start]) << 6 | value(text[start + 1]);
            decoded[at] = (byte) (bits >> 4);
            return bits >= 0 && (bits & 0xF) == 0;
        }
        int bits = value(text[start]) << 12 | value(text[start + 1]) << 6 | value(text[start + 2]);
        decoded[at] = (byte) (bits >> 10);
        decoded[at + 1] = (byte) (bits >> 2);
        return bits >= 0 && (bits & 0x3) == 0;
    }

    private static int value(byte c) {
        return VALUES[c & 0xFF];
    }
}
