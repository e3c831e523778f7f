package io.github.bitbucketoidc.core.token;

import java.util.UUID;

/**
 * A UUID as Bitbucket writes it: {@code {8-4-4-4-12}}, lower-case ASCII hex digits, in braces, and nothing else (attack row C14).
 * {@link UUID#fromString} also takes {@code 1-1-1-1-1}, full-width digits and signs.
 */
final class StrictUuid {

    /** With its braces. */
    static final int LENGTH = 38;

    private StrictUuid() {}

    static boolean is(String text) {
        return text.length() == LENGTH && isAt(text, 0);
    }

    /** Whether one stands at this place; the text may go on behind it. */
    static boolean isAt(String text, int start) {
        if (text.length() - start < LENGTH || text.charAt(start) != '{' || text.charAt(start + LENGTH - 1) != '}') {
            return false;
        }
        for (int i = 1; i < LENGTH - 1; i++) {
            char c = text.charAt(start + i);
            if (isDash(i) ? c != '-' : digit(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads one of which {@link #isAt} has said that it is there. */
    static UUID parse(String text, int start) {
        long high = 0;
        long low = 0;
        for (int i = 1; i < LENGTH - 1; i++) {
            if (isDash(i)) {
                continue;
            }
            if (i < 20) {
                high = high << 4 | digit(text.charAt(start + i));
            } else {
                low = low << 4 | digit(text.charAt(start + i));
            }
        }
        return new UUID(high, low);
    }

    /** How Bitbucket writes it. */
    static String write(UUID uuid) {
        return '{' + uuid.toString() + '}';
    }

    private static boolean isDash(int index) {
        return index == 9 || index == 14 || index == 19 || index == 24;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
