package io.github.bitbucketoidc.core.policy;

import java.util.Locale;

/**
 * A variable name in which one {@code *} may stand for any text. Letter case (ASCII) is ignored, because a runner on Windows
 * ignores it too. Immutable.
 */
final class NamePattern {

    private final String prefix;
    private final String suffix;
    private final boolean wildcard;

    private NamePattern(String prefix, String suffix, boolean wildcard) {
        this.prefix = prefix;
        this.suffix = suffix;
        this.wildcard = wildcard;
    }

    /** Reads a pattern whose form was checked before. */
    static NamePattern of(String text) {
        String folded = VariableNames.fold(text);
        int star = folded.indexOf('*');
        return star < 0
                ? new NamePattern(folded, "", false)
                : new NamePattern(folded.substring(0, star), folded.substring(star + 1), true);
    }

    boolean matches(String name) {
        return matchesFolded(VariableNames.fold(name));
    }

    boolean matchesFolded(String name) {
        return wildcard
                ? name.length() >= prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix)
                : name.equals(prefix);
    }

    /** Whether every name that the other one can become is matched by this one. */
    boolean covers(NamePattern other) {
        if (!other.wildcard) {
            return matchesFolded(other.prefix);
        }
        return wildcard && other.prefix.startsWith(prefix) && other.suffix.endsWith(suffix);
    }

    @Override
    public String toString() {
        return (prefix + (wildcard ? "*" : "") + suffix).toUpperCase(Locale.ROOT);
    }
}
