package io.github.bitbucketoidc.provider.names;

import java.util.List;
import java.util.Locale;

/**
 * A variable name in which one {@code *} may stand for any text. Letter case (ASCII) is ignored, because a runner on Windows
 * ignores it too. Immutable.
 */
public final class NamePattern {

    private final String prefix;
    private final String suffix;
    private final boolean wildcard;

    private NamePattern(String prefix, String suffix, boolean wildcard) {
        this.prefix = prefix;
        this.suffix = suffix;
        this.wildcard = wildcard;
    }

    /** Reads a pattern whose form was checked before. */
    public static NamePattern of(String text) {
        String folded = VariableNames.fold(text);
        int star = folded.indexOf('*');
        return star < 0
                ? new NamePattern(folded, "", false)
                : new NamePattern(folded.substring(0, star), folded.substring(star + 1), true);
    }

    /** The same, but letter case counts, as it does where something is allowed. */
    public static NamePattern exact(String text) {
        int star = text.indexOf('*');
        return star < 0
                ? new NamePattern(text, "", false)
                : new NamePattern(text.substring(0, star), text.substring(star + 1), true);
    }

    public String prefix() {
        return prefix;
    }

    public boolean isWildcard() {
        return wildcard;
    }

    public boolean matches(String name) {
        return matchesFolded(VariableNames.fold(name));
    }

    public boolean matchesFolded(String name) {
        return wildcard
                ? name.length() >= prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix)
                : name.equals(prefix);
    }

    /** Whether every name that the other one can become is matched by this one. */
    public boolean covers(NamePattern other) {
        if (!other.wildcard) {
            return matchesFolded(other.prefix);
        }
        return wildcard && other.prefix.startsWith(prefix) && other.suffix.endsWith(suffix);
    }

    /** Whether there is a name that both match. */
    public boolean meets(NamePattern other) {
        if (!wildcard || !other.wildcard) {
            return wildcard ? matchesFolded(other.prefix) : other.matchesFolded(prefix);
        }
        return (prefix.startsWith(other.prefix) || other.prefix.startsWith(prefix))
                && (suffix.endsWith(other.suffix) || other.suffix.endsWith(suffix));
    }

    @Override
    public String toString() {
        return (prefix + (wildcard ? "*" : "") + suffix).toUpperCase(Locale.ROOT);
    }

    /** Whether a name is among those that may be delivered: all of them, if the list is empty. */
    public static boolean allow(List<String> only, String variable) {
        return only.isEmpty()
                || only.stream().anyMatch(name -> NamePattern.exact(name).matchesFolded(variable));
    }
}
