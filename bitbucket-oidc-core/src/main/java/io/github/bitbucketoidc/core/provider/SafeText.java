package io.github.bitbucketoidc.core.provider;

/**
 * Text that a stranger may have chosen, made fit for one line of a log or a terminal: at most 200 characters, and nothing
 * raw that could break the line, colour it, hide in it or turn it around (attack row H10).
 */
final class SafeText {

    private static final int LONGEST = 200;

    private SafeText() {}

    static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String shown = isVisible(c) ? Character.toString(c) : String.format("\\u{%x}", c);
            if (safe.length() + shown.length() > LONGEST - 1) {
                return safe.append('\u2026').toString();
            }
            safe.append(shown);
            i += Character.charCount(c);
        }
        return safe.toString();
    }

    private static boolean isPlain(String text) {
        if (text.length() >= LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~' || text.charAt(i) == '\\') {
                return false;
            }
        }
        return true;
    }

    /** A backslash is escaped too, so that an escape in the output is always one of ours. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> c != '\\';
        };
    }
}
