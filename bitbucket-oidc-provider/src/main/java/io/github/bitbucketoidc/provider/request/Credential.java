package io.github.bitbucketoidc.provider.request;

import java.util.List;
import java.util.Optional;

/**
 * The one credential of a request: {@code Bearer <word>}, in any letter case, or a bare {@code <word>} (whether the runner
 * sends the scheme is not documented). What looks like anything else is no credential, and the request is malformed (H1).
 */
final class Credential {

    private static final String SCHEME = "bearer";

    /** The characters of a {@code token68} (RFC 7235 section 2.1); a table, because a token has more than a thousand of them. */
    private static final boolean[] ALLOWED = new boolean[128];

    static {
        String others = "._~+/=-";
        for (char c = 0; c < ALLOWED.length; c++) {
            ALLOWED[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || others.indexOf(c) >= 0;
        }
    }

    private Credential() {}

    /** The word; empty if the lines are not exactly one, or it holds anything but one well-formed word. */
    static Optional<String> from(List<String> authorization) {
        if (authorization.size() != 1) {
            return Optional.empty();
        }
        String line = authorization.get(0);
        boolean scheme = startsWithScheme(line);
        if (scheme && line.length() == SCHEME.length()) {
            return Optional.empty(); // the scheme alone: its credential is empty
        }
        String word = scheme && line.charAt(SCHEME.length()) == ' ' ? afterBlanks(line) : line;
        return isWord(word) ? Optional.of(word) : Optional.empty();
    }

    /** RFC 9110 section 11.4: one or more blanks stand between the scheme and its credential; a tab does not. */
    private static String afterBlanks(String line) {
        int at = SCHEME.length();
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return line.substring(at);
    }

    private static boolean startsWithScheme(String line) {
        if (line.length() < SCHEME.length()) {
            return false;
        }
        for (int i = 0; i < SCHEME.length(); i++) {
            // ASCII letters only: String's own case folding would take the Kelvin sign and its like (C15)
            if ((line.charAt(i) | 0x20) != SCHEME.charAt(i) || line.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!isAllowed(word.charAt(i))) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static boolean isAllowed(char c) {
        return c < ALLOWED.length && ALLOWED[c];
    }
}
