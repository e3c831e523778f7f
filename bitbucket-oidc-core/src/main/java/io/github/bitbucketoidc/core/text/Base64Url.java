package io.github.bitbucketoidc.core.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Canonical unpadded base64url (RFC 4648, section 5): one text for one value (attack rows S4, S5, S6). The JDK's decoder also
 * takes padding and ignores the spare bits of the last character, so that one token had many spellings. Checking those bits
 * shows the same as encoding again and comparing, without the work.
 */
public final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** The six bits of a character, at each of the four places of a group; all bits on outside the alphabet. */
    private static final int[] FIRST = values(18);

    private static final int[] SECOND = values(12);
    private static final int[] THIRD = values(6);
    private static final int[] FOURTH = values(0);

    private static final Base64.Decoder JDK = Base64.getUrlDecoder();

    private Base64Url() {}

    private static int[] values(int shift) {
        int[] values = new int[256];
        Arrays.fill(values, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = i << shift;
        }
        return values;
    }

    /** Decodes a text, or null if it is not canonical. */
    public static byte @Nullable [] decode(String text) {
        byte[] chars = text.getBytes(StandardCharsets.ISO_8859_1);
        return decode(chars, 0, chars.length);
    }

    /** Decodes the characters from {@code start} up to {@code end}, or null if they are not canonical. */
    public static byte @Nullable [] decode(byte[] text, int start, int end) {
        int rest = (end - start) & 3;
        if (rest == 1) {
            return null;
        }
        byte[] decoded = new byte[(int) ((end - start) * 3L / 4)];
        // Two groups at once while there is room for the two bytes too many that are written with them.
        int pairs = Math.max(0, Math.min((end - start) / 8, (decoded.length - 2) / 6));
        for (int i = 0; i < pairs; i++) {
            int left = group(text, start + 8 * i);
            int right = group(text, start + 8 * i + 4);
            if ((left | right) < 0) {
                return null;
            }
            Bytes.putBigEndian(decoded, 6 * i, (long) left << 40 | (long) right << 16);
        }
        int bad = 0;
        int at = 6 * pairs;
        int from = start + 8 * pairs;
        for (; from + 4 <= end; from += 4) {
            int bits = group(text, from);
            bad |= bits;
            decoded[at++] = (byte) (bits >> 16);
            decoded[at++] = (byte) (bits >> 8);
            decoded[at++] = (byte) bits;
        }
        return bad >= 0 && (rest == 0 || decodeRest(text, from, rest, decoded, at)) ? decoded : null;
    }

    /**
     * The same by the JDK's decoder, which on many processors decodes many characters at once. It throws on what it refuses, which
     * costs more than decoding, so it is for texts that are most likely good; {@code Wariness} knows.
     */
    public static byte @Nullable [] decodeLikelyGood(byte[] text, int start, int end) {
        int rest = (end - start) & 3;
        int last = rest == 0 ? FOURTH[text[end - 1] & 0xFF] : spareBits(text, end, rest);
        if (rest == 1 || last < 0 || (rest != 0 && last != 0)) {
            // Padding is refused here too: it would be the last character.
            return null;
        }
        try {
            // Has the size of what it holds, as there is no padding.
            return JDK.decode(ByteBuffer.wrap(text, start, end - start)).array();
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    /** The bits of the last character that stand for nothing, or something negative. */
    private static int spareBits(byte[] text, int end, int rest) {
        int value = FOURTH[text[end - 1] & 0xFF];
        return value < 0 ? value : value & (rest == 2 ? 0xF : 0x3);
    }

    /** The 24 bits of four characters; negative if one is not in the alphabet. */
    private static int group(byte[] text, int at) {
        return FIRST[text[at] & 0xFF]
                | SECOND[text[at + 1] & 0xFF]
                | THIRD[text[at + 2] & 0xFF]
                | FOURTH[text[at + 3] & 0xFF];
    }

    private static boolean decodeRest(byte[] text, int start, int rest, byte[] decoded, int at) {
        int bits = FIRST[text[start] & 0xFF] | SECOND[text[start + 1] & 0xFF];
        decoded[at] = (byte) (bits >> 16);
        if (rest == 2) {
            return bits >= 0 && (bits & 0xFFFF) == 0;
        }
        bits |= THIRD[text[start + 2] & 0xFF];
        decoded[at + 1] = (byte) (bits >> 8);
        return bits >= 0 && (bits & 0xFF) == 0;
    }
}
