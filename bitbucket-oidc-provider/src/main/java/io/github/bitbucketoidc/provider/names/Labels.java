package io.github.bitbucketoidc.provider.names;

import java.util.Optional;

/** Names of grants and denials and their owners: what people write and audit events show. */
public final class Labels {

    private static final int LONGEST = 200;

    private Labels() {}

    public static void check(String what, String label) {
        objection(label).ifPresent(objection -> {
            throw new IllegalArgumentException(what + ": " + objection);
        });
    }

    public static Optional<String> objection(String label) {
        if (label.isBlank()) {
            return Optional.of("must not be empty");
        }
        if (label.length() > LONGEST) {
            return Optional.of("has at most " + LONGEST + " characters");
        }
        return holdsHidden(label) ? Optional.of("must not hold characters that cannot be seen") : Optional.empty();
    }

    private static boolean holdsHidden(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isHidden(c)) {
                return true;
            }
            i += Character.charCount(c);
        }
        return false;
    }

    /** A text with what cannot be seen written as code points. */
    public static String visible(String text) {
        if (!holdsHidden(text)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                visible.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    /** What could forge or hide a part of a line in a log (attack row H10). */
    public static boolean isHidden(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
