package io.github.bitbucketoidc.provider.policy.yaml;

import io.github.bitbucketoidc.provider.policy.check.FilePosition;

/**
 * Finds where in a file a character of a scalar's value stands, whatever the scalar's style. Folding, indentation and escapes
 * come between the two, so the value is walked along the file's text: what is not white space must follow in the same order.
 */
public final class ScalarOffsets {

    private final String text;
    private final Node.Style style;
    private int at;
    private int unitEnd;

    private ScalarOffsets(String text, Node.Style style, int start) {
        this.text = text;
        this.style = style;
        this.at = start;
        this.unitEnd = start;
    }

    /** The position of a character of the value, by its index; the position of the scalar when it cannot be told. */
    public static FilePosition position(SourceText source, Node.Scalar scalar, int offset) {
        int start = source.index(scalar.position());
        int found = new ScalarOffsets(source.text(), scalar.style(), start).find(scalar.value(), offset);
        return found < 0 ? scalar.position() : source.position(found);
    }

    private int find(String value, int offset) {
        skipOpening();
        for (int i = 0; i < value.length(); ) {
            int wanted = value.codePointAt(i);
            if (!advanceTo(wanted)) {
                return -1;
            }
            if (i + Character.charCount(wanted) > offset) {
                return at;
            }
            i += Character.charCount(wanted);
            at = unitEnd;
        }
        return at;
    }

    private void skipOpening() {
        switch (style) {
            case PLAIN -> {}
            case SINGLE_QUOTED, DOUBLE_QUOTED -> at++;
            case LITERAL, FOLDED -> {
                while (at < text.length() && !isBreak(text.charAt(at))) {
                    at++;
                }
            }
        }
    }

    /** Moves to the unit that stands for a character; false when something else comes first. */
    private boolean advanceTo(int wanted) {
        boolean white = isWhite(wanted);
        while (at < text.length()) {
            int unit = unit();
            if (unit == wanted) {
                return true;
            }
            boolean skippable = unit < 0 || (isWhite(unit) && text.charAt(at) != '\\');
            if (white && skippable && unit >= 0) {
                // A line break that was folded into a blank.
                return true;
            }
            if (!skippable) {
                // A blank of the value that has no text of its own in the file, such as the end of a line.
                unitEnd = at;
                return white;
            }
            at = unitEnd;
        }
        return white;
    }

    /** What the text at this position means, and where that ends; -1 for an escaped line break, which means nothing. */
    private int unit() {
        int c = text.codePointAt(at);
        unitEnd = at + Character.charCount(c);
        if (style == Node.Style.SINGLE_QUOTED && c == '\'') {
            unitEnd++;
        } else if (style == Node.Style.DOUBLE_QUOTED && c == '\\' && unitEnd < text.length()) {
            return escape(text.charAt(unitEnd++));
        }
        return c;
    }

    private int escape(char kind) {
        return switch (kind) {
            case 'n' -> '\n';
            case 't', '\t' -> '\t';
            case 'r' -> '\r';
            case '0' -> 0;
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'e' -> 27;
            case 'f' -> '\f';
            case 'v' -> 11;
            case 'N' -> 0x85;
            case '_' -> 0xA0;
            case 'x' -> hex(2);
            case 'u' -> utf16();
            case 'U' -> hex(8);
            case '\n', '\r' -> -1;
            default -> kind;
        };
    }

    private int utf16() {
        int high = hex(4);
        if (Character.isBmpCodePoint(high)
                && Character.isHighSurrogate((char) high)
                && text.startsWith("\\u", unitEnd)) {
            unitEnd += 2;
            return Character.toCodePoint((char) high, (char) hex(4));
        }
        return high;
    }

    private int hex(int digits) {
        int end = Math.min(unitEnd + digits, text.length());
        int value = Integer.parseUnsignedInt(text, unitEnd, end, 16);
        unitEnd = end;
        return value;
    }

    private static boolean isWhite(int c) {
        return c == ' ' || c == '\t' || isBreak(c);
    }

    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r';
    }
}
