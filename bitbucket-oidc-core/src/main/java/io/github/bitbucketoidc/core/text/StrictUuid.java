package io.github.bitbucketoidc.core.text;

import java.util.UUID;

/**
 * A UUID as Bitbucket writes it: {@code {8-4-4-4-12}}, lower-case ASCII hex digits, in braces, and nothing else (attack row C14).
 * {@link UUID#fromString} also takes {@code 1-1-1-1-1}, full-width digits and signs.
 */
public final class StrictUuid {

    /** With its braces. */
    public static final int LENGTH = 38;

    private StrictUuid() {}

    public static boolean is(String text) {
        return text.length() == LENGTH && isAt(text, 0);
    }

    /** Whether one stands at this place; more may follow. */
    public static boolean isAt(String text, int start) {
        return text.length() - start >= LENGTH
                && text.charAt(start) == '{'
                && areDigits(text, start + 1, start + 9)
                && text.charAt(start + 9) == '-'
                && areDigits(text, start + 10, start + 14)
                && text.charAt(start + 14) == '-'
                && areDigits(text, start + 15, start + 19)
                && text.charAt(start + 19) == '-'
                && areDigits(text, start + 20, start + 24)
                && text.charAt(start + 24) == '-'
                && areDigits(text, start + 25, start + 37)
                && text.charAt(start + 37) == '}';
    }

    private static boolean areDigits(String text, int start, int end) {
        int bad = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            bad |= c <= '9' || c >= 'a' ? Uuids.hexDigit(c) : -1;
        }
        return bad >= 0;
    }

    /** Reads one of which {@link #isAt} has said that it is there; the text may go on behind it. */
    public static UUID parse(String text, int start) {
        return UUID.fromString(text.substring(start + 1, start + LENGTH - 1));
    }

    /** How Bitbucket writes it. */
    public static String write(UUID uuid) {
        return '{' + uuid.toString() + '}';
    }
}
