package io.github.bitbucketoidc.provider.log;

import io.github.bitbucketoidc.core.text.Quoting;

/**
 * Text that a stranger may have chosen, made fit for one line of a log or a terminal: shortened, and nothing raw that could
 * break the line, colour it, hide in it or turn it around (attack row H10). Making it safe twice changes nothing.
 */
public final class SafeText {

    private static final int LONGEST = 200;
    private static final int LONGEST_DETAIL = 1000;

    private SafeText() {}

    /** At most 200 characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** For a sentence that holds such texts: at most 1000 characters. */
    public static String detail(String text) {
        return of(text, LONGEST_DETAIL);
    }

    private static String of(String text, int longest) {
        if (text.length() <= longest && isPlain(text)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(Math.min(text.length(), longest) + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String shown = isVisible(c) ? Character.toString(c) : String.format("\\u{%x}", c);
            i += Character.charCount(c);
            if (safe.length() + shown.length() + (i < text.length() ? 1 : 0) > longest) {
                return safe.append('\u2026').toString();
            }
            safe.append(shown);
        }
        return safe.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * Beside the {@linkplain Quoting#isHidden hidden} characters a log line escapes those that look different wherever it is read:
     * private ones, and those that this JVM's Unicode does not know. A policy may hold them, for it must not depend on the JVM.
     */
    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        return type != Character.PRIVATE_USE && type != Character.UNASSIGNED && !Quoting.isHidden(c);
    }
}
