package io.github.bitbucketoidc.provider.names;

import java.util.Optional;
import java.util.Set;

/**
 * Which names a delivered variable may have: the rules of attack rows H3 and H4, for the reader of the policy file and, once
 * wildcards are expanded, again for what leaves. Stateless.
 *
 * @since 0.1.0
 */
public final class VariableNames {

    /** Why a name is refused. */
    public enum Fault {
        /** Not {@code [A-Za-z_][A-Za-z0-9_]*}, so that a shell could not export it (H4). */
        ILL_FORMED,
        /** Means something to JavaScript objects, for example {@code __proto__} (H4). */
        PROTOTYPE,
        /** Would change what runs on the runner, or what a step believes about itself, for example {@code PATH} (H3). */
        RESERVED
    }

    // What every JavaScript object has from birth (H4).
    private static final Set<String> PROTOTYPE = Set.of(
            "__proto__",
            "__defineGetter__",
            "__defineSetter__",
            "__lookupGetter__",
            "__lookupSetter__",
            "constructor",
            "prototype",
            "hasOwnProperty",
            "isPrototypeOf",
            "propertyIsEnumerable",
            "toLocaleString",
            "toString",
            "valueOf");

    private VariableNames() {}

    /**
     * Checks a name.
     *
     * @param name the final name of a variable
     * @param allowed reserved names that the policy's {@code allow-names} lets through, compared exactly; it excuses neither
     *     an ill-formed name nor one of JavaScript's
     * @return what is wrong with it, or empty if it may be delivered
     */
    public static Optional<Fault> check(String name, Set<String> allowed) {
        if (!isWellFormed(name)) {
            return Optional.of(Fault.ILL_FORMED);
        }
        if (PROTOTYPE.contains(name)) {
            return Optional.of(Fault.PROTOTYPE);
        }
        return isReserved(name) && !allowed.contains(name) ? Optional.of(Fault.RESERVED) : Optional.empty();
    }

    /**
     * Whether a shell can export it.
     *
     * @param name any text
     * @return whether it is {@code [A-Za-z_][A-Za-z0-9_]*}
     */
    public static boolean isWellFormed(String name) {
        return !name.isEmpty() && !isDigit(name.charAt(0)) && allNameCharacters(name);
    }

    /**
     * Whether it is one of the names that change what runs on a runner, whatever its letter case.
     *
     * @param name a name, or a pattern with one {@code *}, of which every expansion is then meant
     * @return whether it is reserved
     */
    public static boolean isReserved(String name) {
        return ReservedNames.covers(NamePattern.of(name));
    }

    /**
     * Whether it is one of the names by which well-known tools learn as whom and for which account they act, whatever its
     * letter case: {@code AWS_ACCESS_KEY_ID}, {@code NPM_TOKEN}. Such a name is delivered where a policy writes it, or a pattern
     * for it; a wildcard that may bring any name does not bring it.
     *
     * @param name a name
     * @return whether a policy has to name it
     */
    public static boolean isIdentity(String name) {
        return ReservedNames.isIdentity(name);
    }

    /**
     * The one spelling of all names that a runner on Windows takes for the same.
     *
     * @param name a name
     * @return the name with {@code A-Z} in lower case; no other character changes (C15)
     */
    public static String fold(String name) {
        int upper = 0;
        while (upper < name.length() && !isUpper(name.charAt(upper))) {
            upper++;
        }
        if (upper == name.length()) {
            return name;
        }
        char[] folded = name.toCharArray();
        for (int i = upper; i < folded.length; i++) {
            if (isUpper(folded[i])) {
                folded[i] = (char) (folded[i] + ('a' - 'A'));
            }
        }
        return new String(folded);
    }

    /** Whether it is a name in which at most one {@code *} stands, and which becomes a well-formed one. */
    public static boolean isWellFormedPattern(String pattern) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return isWellFormed(pattern);
        }
        String rest = pattern.substring(0, star) + pattern.substring(star + 1);
        return allNameCharacters(rest) && (star == 0 || !isDigit(pattern.charAt(0)));
    }

    private static boolean allNameCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isNameCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || isUpper(c) || isDigit(c) || c == '_';
    }

    private static boolean isUpper(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
