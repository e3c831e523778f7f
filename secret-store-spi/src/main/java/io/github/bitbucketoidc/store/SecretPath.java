package io.github.bitbucketoidc.store;

import java.util.List;

/**
 * The name of a secret inside a store: segments with {@code /} between them, each of which means itself. Immutable, a value.
 *
 * <p>What could mean something else to a file system, a URL or a log is refused here, once for all stores (attack row R17):
 * empty segments (so also a leading, final or double {@code /}), {@code .} and {@code ..}, the characters {@code ? # % \},
 * control and format characters, line and paragraph separators, and text that is not valid Unicode.
 *
 * @since 0.1.0
 */
public final class SecretPath {

    /** The longest path, in characters. */
    public static final int MAX_LENGTH = 2048;

    private final String text;
    private final List<String> segments;

    private SecretPath(String text, List<String> segments) {
        this.text = text;
        this.segments = segments;
    }

    /**
     * Reads a path.
     *
     * @param text the segments with {@code /} between them
     * @return the path
     * @throws IllegalArgumentException if it is not one; the message says where and why
     */
    public static SecretPath of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret path must not be empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a secret path has at most " + MAX_LENGTH + " characters");
        }
        text.codePoints().forEach(SecretPath::checkCharacter);
        List<String> segments = List.of(text.split("/", -1));
        segments.forEach(SecretPath::checkSegment);
        return new SecretPath(text, segments);
    }

    private static void checkSegment(String segment) {
        if (segment.isEmpty()) {
            throw new IllegalArgumentException(
                    "a secret path has no empty segment: no '/' first, last or twice in a row");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw new IllegalArgumentException("a secret path has no segment '" + segment + "'");
        }
    }

    private static void checkCharacter(int codePoint) {
        if ("?#%\\".indexOf(codePoint) >= 0 || HiddenCharacters.contains(codePoint)) {
            throw new IllegalArgumentException(
                    "a secret path must not hold the character " + String.format("U+%04X", codePoint));
        }
    }

    /**
     * The parts between the slashes.
     *
     * @return at least one, none of them empty, unmodifiable
     */
    public List<String> segments() {
        return segments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretPath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * The path.
     *
     * @return what {@link #of(String)} read
     */
    @Override
    public String toString() {
        return text;
    }
}
