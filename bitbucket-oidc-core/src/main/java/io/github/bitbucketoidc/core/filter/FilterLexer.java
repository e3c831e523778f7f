package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.core.text.Suggestions;
import io.github.bitbucketoidc.core.text.Uuids;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cuts a filter's text into tokens, one at a time. Only space, tab, CR and LF may stand between them. */
final class FilterLexer {

    /** What a token is. */
    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        OPEN,
        CLOSE,
        OPEN_LIST,
        CLOSE_LIST,
        COMMA,
        END,
        /** Nothing of the language; the parser says what it expected instead. */
        OTHER
    }

    /**
     * A piece of the text.
     *
     * @param kind what it is
     * @param offset where it starts
     * @param text for a quoted text what it means, else the piece as it stands
     */
    record Token(Kind kind, int offset, String text) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    private static final String SYMBOLS = "=!<>&|~^%$#@;:?*+/\\";

    private final String source;
    private int position;

    FilterLexer(String source) {
        this.source = source;
    }

    FilterSyntaxException error(int offset, String expected, String found, @Nullable String hint) {
        return new FilterSyntaxException(source, offset, expected, found, hint);
    }

    Token next() {
        while (position < source.length() && " \t\r\n".indexOf(source.charAt(position)) >= 0) {
            position++;
        }
        int start = position;
        if (start == source.length()) {
            return new Token(Kind.END, start, "");
        }
        char c = source.charAt(start);
        return switch (c) {
            case '(' -> new Token(Kind.OPEN, position++, "(");
            case ')' -> new Token(Kind.CLOSE, position++, ")");
            case '[' -> new Token(Kind.OPEN_LIST, position++, "[");
            case ']' -> new Token(Kind.CLOSE_LIST, position++, "]");
            case ',' -> new Token(Kind.COMMA, position++, ",");
            case '"' -> text();
            default -> SYMBOLS.indexOf(c) >= 0 ? symbols() : run();
        };
    }

    private Token symbols() {
        int start = position;
        while (position < source.length() && SYMBOLS.indexOf(source.charAt(position)) >= 0) {
            position++;
        }
        return new Token(Kind.OTHER, start, source.substring(start, position));
    }

    /** A word, a number, or something that only looks like one: letters of other scripts, a UUID without quotes. */
    private Token run() {
        int start = position;
        boolean brace = source.charAt(position) == '{';
        position += brace ? 1 : 0;
        while (position < source.length()) {
            int c = source.codePointAt(position);
            if (!(c < 0x80
                    ? Vocabulary.continuesWord((char) c)
                    : Character.isUnicodeIdentifierPart(c) && !Quoting.isHidden(c))) {
                break;
            }
            position += Character.charCount(c);
        }
        if (brace && position < source.length() && source.charAt(position) == '}') {
            position++;
        }
        if (position == start) {
            position += Character.charCount(source.codePointAt(start));
        }
        String text = source.substring(start, position);
        return new Token(kindOf(text), start, text);
    }

    private static Kind kindOf(String run) {
        if (isAscii(run) && Vocabulary.startsWord(run.charAt(0))) {
            return Kind.WORD;
        }
        return isWholeNumber(run) ? Kind.NUMBER : Kind.OTHER;
    }

    private static boolean isAscii(String run) {
        for (int i = 0; i < run.length(); i++) {
            if (run.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** One spelling for each number: no plus, no leading zero, no {@code -0}; a {@code long}. */
    private static boolean isWholeNumber(String run) {
        try {
            return Long.toString(Long.parseLong(run)).equals(run);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Token text() {
        int start = position++;
        while (position < source.length() && isPlain(source.charAt(position))) {
            position++;
        }
        if (position < source.length() && source.charAt(position) == '"') {
            return new Token(Kind.TEXT, start, source.substring(start + 1, position++));
        }
        StringBuilder text = new StringBuilder(source.substring(start + 1, position));
        while (position < source.length()) {
            int at = position;
            int c = source.codePointAt(at);
            position += Character.charCount(c);
            if (c == '"') {
                return new Token(Kind.TEXT, start, text.toString());
            }
            if (c == '\\') {
                text.appendCodePoint(escape(at));
            } else if (Quoting.isHidden(c)) {
                throw hidden(at, c);
            } else {
                text.appendCodePoint(c);
            }
        }
        throw error(
                start,
                "a text that ends with `\"`",
                "no second `\"`",
                "close the text, and write `\\\"` for a quote inside");
    }

    /** What stands for itself in a text: most texts hold nothing else. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    private FilterSyntaxException hidden(int at, int c) {
        String hint = "if the claim really holds it, write `" + escaped(c) + "`";
        if (c == '\n' || c == '\r') {
            hint = "close the text before the line ends";
        } else if (Character.getType(c) == Character.SURROGATE) {
            hint = "half of a surrogate pair is no character and equals no claim";
        }
        return error(at, "characters that can be seen, or `\"`", Suggestions.character(c), hint);
    }

    private static String escaped(int c) {
        return "\\u{" + Integer.toHexString(c).toUpperCase(Locale.ROOT) + "}";
    }

    private static String escapeHint(char c) {
        return "dDwWsSbBpP.+*?^$()[]{}|".indexOf(c) >= 0
                ? "patterns are no regular expressions: `*` is any characters but `/`, `**` any; for a backslash write `\\\\`"
                : "write `\\\\` for a backslash";
    }

    /** Reads on after a backslash at a place. */
    private int escape(int at) {
        char c = position < source.length() ? source.charAt(position++) : '\0';
        if (c == '"' || c == '\\') {
            return c;
        }
        if (c != 'u' || position >= source.length() || source.charAt(position) != '{') {
            String found = at + 1 < source.length()
                    ? "`\\" + Quoting.visible(source.substring(at + 1, source.offsetByCodePoints(at + 1, 1))) + "`"
                    : "`\\` at the end of the filter";
            throw error(
                    at,
                    "`\\\"`, `\\\\` or `\\u{...}`",
                    found,
                    c == 'u' ? "write the hex digits in braces: `\\u{...}`" : escapeHint(c));
        }
        int first = ++position;
        int codePoint = 0;
        while (position < source.length() && Uuids.hexDigit(source.charAt(position)) >= 0 && position - first < 6) {
            codePoint = codePoint * 16 + Uuids.hexDigit(source.charAt(position++));
        }
        boolean closed = position < source.length() && source.charAt(position) == '}';
        boolean scalar = codePoint <= Character.MAX_CODE_POINT
                && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
        if (!closed || position == first || !scalar) {
            throw error(
                    at,
                    "`\\u{...}` with one to six hex digits that name a character",
                    "`" + Quoting.visible(source.substring(at, position + (closed ? 1 : 0))) + "`",
                    scalar ? null : "surrogates and numbers above 10FFFF are no characters");
        }
        position++;
        return codePoint;
    }
}
