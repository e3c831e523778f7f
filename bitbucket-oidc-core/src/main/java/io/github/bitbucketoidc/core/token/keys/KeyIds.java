package io.github.bitbucketoidc.core.token.keys;

/**
 * Decides which key ids are harmless (attack row S15). They are only ever the keys of a map, so this is a second line of defence: an id
 * that resembles a path out of a directory, a URL or a piece of a query is refused, and one that passes is fit for a log line.
 */
public final class KeyIds {

    public static final int LONGEST = 200;

    private KeyIds() {}

    /**
     * Returns whether an id is 1 to 200 ASCII letters, digits and {@code . _ ~ + = : @ { } -}; also {@code /} between two segments that are
     * not dots, as Atlassian writes {@code issuer/key}, unless there is a {@code :} too.
     */
    public static boolean isHarmless(String kid) {
        if (kid.isEmpty() || kid.length() > LONGEST) {
            return false;
        }
        boolean colon = false;
        boolean slash = false;
        int segmentStart = 0;
        for (int i = 0; i < kid.length(); i++) {
            char c = kid.charAt(i);
            if (c == '/') {
                if (!isSegment(kid, segmentStart, i)) {
                    return false;
                }
                slash = true;
                segmentStart = i + 1;
            } else if (!isHarmless(c)) {
                return false;
            }
            colon |= c == ':';
        }
        return !(slash && colon) && (!slash || isSegment(kid, segmentStart, kid.length()));
    }

    private static boolean isSegment(String kid, int start, int end) {
        for (int i = start; i < end; i++) {
            if (kid.charAt(i) != '.') {
                return true;
            }
        }
        return false;
    }

    private static boolean isHarmless(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._~+=:@{}-".indexOf(c) >= 0;
    }
}
