package io.github.bitbucketoidc.core.text;

import java.util.Locale;

/** How text stands in a filter and in messages: in quotes, and what a reader could not see as a code point. */
public final class Quoting {

    private Quoting() {}

    /** A quoted text of the language; reading it gives the text again if that is valid Unicode. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            append(quoted, c);
        });
        return quoted.append('"').toString();
    }

    /** The text with everything that cannot be seen replaced by its escape; for messages and logs (attack row H10). */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(visible, c));
        return visible.toString();
    }

    private static void append(StringBuilder text, int codePoint) {
        if (isHidden(codePoint)) {
            text.append("\\u{")
                    .append(Integer.toHexString(codePoint).toUpperCase(Locale.ROOT))
                    .append('}');
        } else {
            text.appendCodePoint(codePoint);
        }
    }

    /**
     * Whether a reader could miss the character or take it for another: controls, formats (also bidi and zero width), every space but
     * U+0020, line separators, surrogates, noncharacters and what Unicode says may be left undrawn (Default_Ignorable_Code_Point). The
     * one list of the core and the provider; {@code HiddenCharacters} of the SPI, which the core does not know, is the same.
     */
    public static boolean isHidden(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> isIgnorable(codePoint) || (codePoint & 0xFFFE) == 0xFFFE || within(codePoint, 0xFDD0, 0xFDEF);
        };
    }

    private static boolean isIgnorable(int c) {
        return c == 0x034F
                || within(c, 0x115F, 0x1160)
                || within(c, 0x17B4, 0x17B5)
                || within(c, 0x180B, 0x180F)
                || within(c, 0x2060, 0x206F)
                || c == 0x2800
                || c == 0x3164
                || within(c, 0xFE00, 0xFE0F)
                || c == 0xFFA0
                || within(c, 0xFFF0, 0xFFF8)
                || within(c, 0xE0000, 0xE0FFF);
    }

    public static boolean within(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }

    /** Refuses a text that no filter should name: empty (attack row R11), or not valid Unicode. */
    public static void checkText(String text, String what) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        if (hasLoneSurrogate(text)) {
            throw new IllegalArgumentException(what + " must be valid Unicode, without a lone surrogate");
        }
    }

    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return true;
            }
            i += Character.charCount(c);
        }
        return false;
    }
}
