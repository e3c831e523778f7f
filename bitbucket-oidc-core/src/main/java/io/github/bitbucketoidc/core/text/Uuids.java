package io.github.bitbucketoidc.core.text;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads UUIDs strictly: 8-4-4-4-12 ASCII hex digits, both braces or none. {@link UUID#fromString} also takes {@code 1-1-1-1-1},
 * full-width digits and signs (attack row C14).
 */
public final class Uuids {

    private static final int LENGTH = 36;

    private static final byte[] DIGITS = digits();

    private Uuids() {}

    private static byte[] digits() {
        byte[] digits = new byte['f' + 1];
        Arrays.fill(digits, (byte) -1);
        for (int value = 0; value < 16; value++) {
            char lower = Character.forDigit(value, 16);
            digits[lower] = (byte) value;
            digits[Character.toUpperCase(lower)] = (byte) value;
        }
        return digits;
    }

    /** The UUID that the text spells, or null. */
    public static @Nullable UUID parse(String text) {
        int start = 0;
        if (text.length() == LENGTH + 2 && text.charAt(0) == '{' && text.charAt(LENGTH + 1) == '}') {
            start = 1;
        } else if (text.length() != LENGTH) {
            return null;
        }
        if (text.charAt(start + 8) != '-'
                || text.charAt(start + 13) != '-'
                || text.charAt(start + 18) != '-'
                || text.charAt(start + 23) != '-') {
            return null;
        }
        // What is no digit is -1, and so is all that it becomes a part of.
        long first = hex4(text, start) << 16 | hex4(text, start + 4);
        long second = hex4(text, start + 9) << 16 | hex4(text, start + 14);
        long third = hex4(text, start + 19) << 16 | hex4(text, start + 24);
        long fourth = hex4(text, start + 28) << 16 | hex4(text, start + 32);
        return (first | second | third | fourth) < 0 ? null : new UUID(first << 32 | second, third << 32 | fourth);
    }

    /** The value of four digits, or something negative. */
    private static long hex4(String text, int at) {
        return (long) hexDigit(text.charAt(at)) << 12
                | (long) hexDigit(text.charAt(at + 1)) << 8
                | (long) hexDigit(text.charAt(at + 2)) << 4
                | hexDigit(text.charAt(at + 3));
    }

    /** The value of an ASCII hex digit, or -1. */
    public static int hexDigit(char c) {
        return c < DIGITS.length ? DIGITS[c] : -1;
    }
}
