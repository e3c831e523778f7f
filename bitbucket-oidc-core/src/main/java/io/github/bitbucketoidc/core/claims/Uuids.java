package io.github.bitbucketoidc.core.claims;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads UUIDs strictly: 8-4-4-4-12 ASCII hex digits, both braces or none. {@link UUID#fromString} also takes {@code 1-1-1-1-1},
 * full-width digits and signs (attack row C14).
 */
final class Uuids {

    private static final int LENGTH = 36;

    private Uuids() {}

    /** The UUID that the text spells, or null. */
    static @Nullable UUID parse(String text) {
        int start = 0;
        if (text.length() == LENGTH + 2 && text.charAt(0) == '{' && text.charAt(LENGTH + 1) == '}') {
            start = 1;
        } else if (text.length() != LENGTH) {
            return null;
        }
        long[] halves = new long[2];
        int digits = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(start + i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = hexDigit(c);
            if (digit < 0) {
                return null;
            }
            halves[digits / 16] = (halves[digits / 16] << 4) | digit;
            digits++;
        }
        return new UUID(halves[0], halves[1]);
    }

    /** The value of an ASCII hex digit, or -1. */
    static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
