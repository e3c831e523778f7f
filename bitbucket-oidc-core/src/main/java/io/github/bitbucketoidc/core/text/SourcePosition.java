package io.github.bitbucketoidc.core.text;

import java.lang.Character.UnicodeScript;

/**
 * A place in a text as people count: from 1, in lines and code points.
 *
 * @param source the whole text
 * @param start the index at which the line starts
 * @param offset the index of the place
 * @param line the number of the line
 */
public record SourcePosition(String source, int start, int offset, int line) {

    private static final String INDENT = "  ";

    /** How many characters are shown on each side of the place. */
    private static final int WINDOW = 60;

    public static SourcePosition of(String source, int offset) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            char c = source.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && !(i + 1 < source.length() && source.charAt(i + 1) == '\n'));
            if (endsLine) {
                line++;
                start = i + 1;
            }
        }
        return new SourcePosition(source, start, offset, line);
    }

    public int column() {
        return source.codePointCount(start, offset) + 1;
    }

    /** The line and a caret below the place; hidden characters are shown as code points, so that the picture is true and harmless. */
    public String picture() {
        int end = offset;
        while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
            end++;
        }
        int from = back(Math.max(start, offset - WINDOW));
        int to = back(Math.min(end, offset + WINDOW));
        String before = (from > start ? "…" : "") + shown(source.substring(from, offset));
        String after = shown(source.substring(offset, Math.max(offset, to))) + (to < end ? "…" : "");
        return (INDENT + before + after).stripTrailing() + "\n" + INDENT + " ".repeat(width(before)) + "^";
    }

    /** Never cuts a surrogate pair in two. */
    private int back(int index) {
        boolean inside = index > 0
                && index < source.length()
                && Character.isLowSurrogate(source.charAt(index))
                && Character.isHighSurrogate(source.charAt(index - 1));
        return inside ? index - 1 : index;
    }

    private static String shown(String text) {
        return Quoting.visible(text.replace('\t', ' ').replace('\r', ' '));
    }

    /** How many columns a terminal gives to a text: two for the wide letters of East Asia and emoji, none for combining marks. */
    private static int width(String text) {
        return text.codePoints().map(SourcePosition::columns).sum();
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        if (Quoting.within(c, 0x1F300, 0x1FAFF)
                || Quoting.within(c, 0xFF01, 0xFF60)
                || Quoting.within(c, 0x3000, 0x303E)) {
            return 2;
        }
        if (Quoting.within(c, 0xFF61, 0xFFDC)) {
            // The narrow forms of wide letters.
            return 1;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> 2;
            default -> 1;
        };
    }
}
