package io.github.bitbucketoidc.store;

/**
 * Characters that a reader could miss or take for another: no name of a secret or of its field holds one, and a log line escapes them.
 * Controls, formats (also bidi and zero width), every space but U+0020, line separators, surrogates, noncharacters, and what Unicode says
 * may be left undrawn (Default_Ignorable_Code_Point). Characters that this JVM's Unicode does not know yet are not among them, so that
 * what is accepted does not depend on the JVM. Stateless.
 *
 * <pre>{@code
 * boolean clean = "db/password".codePoints().noneMatch(HiddenCharacters::contains);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class HiddenCharacters {

    private HiddenCharacters() {}

    /**
     * Whether a character is one of them.
     *
     * @param codePoint any code point
     * @return whether a reader could miss it or take it for another
     */
    public static boolean contains(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> isIgnorable(codePoint) || isNoncharacter(codePoint);
        };
    }

    private static boolean isNoncharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || within(c, 0xFDD0, 0xFDEF);
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

    private static boolean within(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
