package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.text.SourcePosition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text is not a filter. Says where, what was expected there, what was found, and if it can be guessed, how to fix it.
 *
 * <p>The message holds it all, with a picture:
 *
 * <pre>
 * line 1, column 1: expected a claim (`workspace`, ...), `not` or `(` but found `brnach`; did you mean `branch`?
 *   brnach is "main"
 *   ^
 * </pre>
 *
 * <p>The parts are here one by one, so that a reader of whole policy files can give places of its own. Immutable.
 *
 * @since 0.1.0
 */
public final class FilterSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The whole text of the filter. */
    private final String source;
    /** Where in the text the mistake begins, in UTF-16 units. */
    private final int offset;
    /** What could stand there. */
    private final String expected;
    /** What stands there. */
    private final String found;

    /** How to fix it, if that is known. */
    private final @Nullable String hint;

    FilterSyntaxException(String source, int offset, String expected, String found, @Nullable String hint) {
        super(message(source, offset, expected, found, hint));
        this.source = source;
        this.offset = offset;
        this.expected = expected;
        this.found = found;
        this.hint = hint;
    }

    private static String message(String source, int offset, String expected, String found, @Nullable String hint) {
        SourcePosition position = SourcePosition.of(source, offset);
        return "line " + position.line() + ", column " + position.column() + ": " + problem(expected, found)
                + (hint == null ? "" : "; " + hint) + "\n" + position.picture();
    }

    private static String problem(String expected, String found) {
        return "expected " + expected + " but found " + found;
    }

    /**
     * Where in the text.
     *
     * @return an index of {@code char}s into the text, from 0 to its length
     */
    public int offset() {
        return offset;
    }

    /**
     * The line.
     *
     * @return 1 or more; LF, CR and CR LF each end a line
     */
    public int line() {
        return SourcePosition.of(source, offset).line();
    }

    /**
     * The column.
     *
     * @return 1 or more, in Unicode code points
     */
    public int column() {
        return SourcePosition.of(source, offset).column();
    }

    /**
     * What could have stood there.
     *
     * @return for example {@code `is`, `in` or `like`}
     */
    public String expected() {
        return expected;
    }

    /**
     * What stands there, shortened, with what cannot be seen written as code points.
     *
     * @return for example {@code `equals`} or {@code the end of the filter}
     */
    public String found() {
        return found;
    }

    /**
     * Both in a sentence, without the place.
     *
     * @return {@code expected ... but found ...}
     */
    public String problem() {
        return problem(expected, found);
    }

    /**
     * How it could be fixed.
     *
     * @return for example {@code did you mean `branch`?}, or nothing when there is no guess
     */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /**
     * The line in question and below it a caret under the place.
     *
     * @return two lines with an LF between them, each indented by two spaces, long ones cut around the place
     */
    public String caret() {
        return SourcePosition.of(source, offset).picture();
    }
}
