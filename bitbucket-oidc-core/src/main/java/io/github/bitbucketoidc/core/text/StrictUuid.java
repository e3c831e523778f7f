package io.github.bitbucketoidc.core.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * A UUID as Bitbucket writes it: {@code {8-4-4-4-12}}, lower-case ASCII hex digits, in braces, and nothing else (attack row C14).
 * {@link UUID#fromString} also takes {@code 1-1-1-1-1}, full-width digits and signs.
 */
public final class StrictUuid {

    /** With its braces. */
    public static final int LENGTH = 38;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    /** What turns a hyphen into a zero, in the eight characters from 9 on and in those from 17 on. */
    private static final long HYPHENS_9_14 = ('-' ^ '0') * 0x0000_0100_0000_0001L;

    private static final long HYPHENS_19_24 = ('-' ^ '0') * 0x0100_0000_0001_0000L;

    private static final byte[] DIGITS = digits();

    private StrictUuid() {}

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        String all = "0123456789abcdef";
        for (int i = 0; i < all.length(); i++) {
            digits[all.charAt(i)] = (byte) i;
        }
        return digits;
    }

    public static boolean is(String text) {
        byte[] bytes = latin1(text);
        return bytes.length == LENGTH && isAt(bytes, 0);
    }

    /** Characters beyond Latin-1 become '?', which is no digit. */
    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether one stands at this place, where at least {@link #LENGTH} bytes are; more may follow. */
    public static boolean isAt(byte[] text, int start) {
        if (text[start] != '{'
                || text[start + 9] != '-'
                || text[start + 14] != '-'
                || text[start + 19] != '-'
                || text[start + 24] != '-'
                || text[start + LENGTH - 1] != '}') {
            return false;
        }
        // Eight characters at once, some of them twice; the hyphens, which have been seen, are made zeros.
        return (hex(Bytes.littleEndian(text, start + 1))
                        & hex(Bytes.littleEndian(text, start + 9) ^ HYPHENS_9_14)
                        & hex(Bytes.littleEndian(text, start + 17) ^ HYPHENS_19_24)
                        & hex(Bytes.littleEndian(text, start + 25))
                        & hex(Bytes.littleEndian(text, start + 29))
                        & HIGH_BITS)
                == HIGH_BITS;
    }

    /** Sets the high bit of each byte that is a lower-case hex digit, and of no other if all bytes are ASCII. */
    private static long hex(long bytes) {
        long ascii = bytes & ~HIGH_BITS;
        // A sum reaches the high bit if the byte is at least the first of its kind, and stays below if it is at most
        // the last.
        long digits = ascii + ONES * (0x80 - '0') & ~(ascii + ONES * (0x7F - '9'));
        long letters = ascii + ONES * (0x80 - 'a') & ~(ascii + ONES * (0x7F - 'f'));
        return (digits | letters) & ~bytes;
    }

    /** The value of four digits, or something negative. */
    private static int hex4(byte[] text, int at) {
        return DIGITS[text[at] & 0xFF] << 12
                | DIGITS[text[at + 1] & 0xFF] << 8
                | DIGITS[text[at + 2] & 0xFF] << 4
                | DIGITS[text[at + 3] & 0xFF];
    }

    /** Reads one of which {@link #is} has said that it is there; the text may go on behind it. */
    public static UUID parse(String text, int start) {
        byte[] bytes = latin1(text);
        return new UUID(
                (long) hex4(bytes, start + 1) << 48
                        | (long) hex4(bytes, start + 5) << 32
                        | (long) hex4(bytes, start + 10) << 16
                        | hex4(bytes, start + 15),
                (long) hex4(bytes, start + 20) << 48
                        | (long) hex4(bytes, start + 25) << 32
                        | (long) hex4(bytes, start + 29) << 16
                        | hex4(bytes, start + 33));
    }

    /** How Bitbucket writes it. */
    public static String write(UUID uuid) {
        return '{' + uuid.toString() + '}';
    }
}
