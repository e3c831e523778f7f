package io.github.bitbucketoidc.core.filter.tree;

import org.jspecify.annotations.Nullable;

/**
 * What stands after the word of a question.
 *
 * @param kind what it is
 * @param noun for a text, what messages call it
 * @param most for a text, how many {@code char}s it has at most
 * @param hintIfEmpty for a text, what to write instead of an empty one, if there is something
 */
public record Argument(
        Kind kind, String noun, int most, @Nullable String hintIfEmpty) {

    /** What can stand there. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** A value of the claim's type, or an alias of one. */
        VALUE,
        /** Such values in brackets. */
        VALUES,
        /** A text in quotes, of whatever meaning. */
        TEXT
    }

    static final Argument NONE = new Argument(Kind.NONE, "", 0, null);
    static final Argument VALUE = new Argument(Kind.VALUE, "", 0, null);
    static final Argument VALUES = new Argument(Kind.VALUES, "", 0, null);

    static Argument text(String noun, int most, @Nullable String hintIfEmpty) {
        return new Argument(Kind.TEXT, noun, most, hintIfEmpty);
    }
}
