package io.github.bitbucketoidc.examples.standalone.logging;

/** Texts that fit into one line, and that no terminal acts on. */
final class LineText {

    /** What is longer says nothing more to anybody, and lines wait in memory while nobody reads them. */
    private static final int LONGEST = 8192;

    private static final int FRAMES = 12;

    private LineText() {}

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** With an escape for every character that begins a line, moves the cursor, or turns the direction of writing. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            append(escaped, text.charAt(i));
        }
        return escaped.toString();
    }

    /** As a string of JSON. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                append(quoted, c);
            }
        }
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder text, char c) {
        switch (c) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (isPlain(c)) {
                    text.append(c);
                } else {
                    text.append(String.format("\\u%04x", (int) c));
                }
            }
        }
    }

    /** Surrogates are escaped, too: half of a pair is no text, and hardly any log line holds a whole one. */
    private static boolean isPlain(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** What was thrown, where, and because of what. */
    static String trace(Throwable thrown) {
        StringBuilder trace = new StringBuilder(400);
        Throwable next = thrown;
        for (int depth = 0; next != null && depth < 5; depth++) {
            trace.append(depth == 0 ? "" : " caused by ").append(next);
            StackTraceElement[] frames = next.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                trace.append(" at ").append(frames[i]);
            }
            next = next.getCause();
        }
        return trace.toString();
    }
}
