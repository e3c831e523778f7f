package io.github.bitbucketoidc.core.filter.tree;

import io.github.bitbucketoidc.core.text.Quoting;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for whole texts: {@code ?} is one character but {@code /}, {@code *} is one or more characters but {@code /}, {@code **} is
 * one or more characters; everything else, the backslash too, means itself. A character is a Unicode code point; nothing is folded or
 * normalised. Stars are read from left to right, two at a time: {@code ***} is {@code **} and then {@code *}. Immutable, a value.
 *
 * <p>No regular expression is involved (attack rows R2-R7). All positions in the pattern that a prefix of the text can have reached are
 * kept as one set of bits, so that each character of the text costs one pass over that set, whatever pattern and text are: time is
 * linear in the text, and memory does not depend on it.
 *
 * <pre>{@code
 * Glob.of("release/*").matches("release/1.0");   // true
 * Glob.of("release/*").matches("release/1/0");   // false, as is "release/"
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Glob {

    /** The longest pattern, in {@code char}s. */
    public static final int MAX_LENGTH = 1024;

    /** Rows of the table: what a character that the pattern does not name, and a slash that it does not name, moves on. */
    private static final int OTHERS = 0;

    private static final int SLASH = 1;
    /** Rows of the table: the positions after a star, which take further characters but a slash, and after two, which take any. */
    private static final int STARS = 2;

    private static final int DOUBLE_STARS = 3;
    /** The first row of a character that the pattern names. */
    private static final int LITERALS = 4;

    private final String pattern;
    /** How many tokens the pattern has; bit i of a set of positions says that the first i of them are used up. */
    private final int tokens;
    /** How many words such a set has. */
    private final int words;
    /** The characters that the pattern names, sorted. */
    private final int[] literals;
    /** Rows of {@link #words} words, bit i of which stands for token i or for the position before it. */
    private final long[] table;

    private Glob(String pattern) {
        this.pattern = pattern;
        words = pattern.length() / Long.SIZE + 1;
        literals = literals(pattern);
        table = new long[(LITERALS + literals.length) * words];
        tokens = compile();
        // A literal is taken by its own tokens and by every wildcard that takes such a character.
        for (int i = 0; i < literals.length; i++) {
            int wildcards = literals[i] == '/' ? SLASH : OTHERS;
            for (int word = 0; word < words; word++) {
                table[(LITERALS + i) * words + word] |= table[wildcards * words + word];
            }
        }
    }

    /**
     * Reads a pattern.
     *
     * @param pattern the pattern, at most {@link #MAX_LENGTH} {@code char}s
     * @return the glob
     * @throws IllegalArgumentException if it is empty, too long or not valid Unicode
     */
    public static Glob of(String pattern) {
        Quoting.checkText(pattern, "a pattern");
        if (pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has at most " + MAX_LENGTH + " characters");
        }
        return new Glob(pattern);
    }

    private static int[] literals(String pattern) {
        int[] sorted = new int[pattern.length()];
        int count = 0;
        for (int i = 0; i < pattern.length(); ) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (c != '*' && c != '?') {
                sorted[count++] = c;
            }
        }
        Arrays.sort(sorted, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[distinct++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, distinct);
    }

    private int compile() {
        int token = 0;
        for (int i = 0; i < pattern.length(); token++) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (c == '?') {
                set(OTHERS, token);
            } else if (c != '*') {
                set(LITERALS + Arrays.binarySearch(literals, c), token);
            } else {
                set(OTHERS, token);
                set(STARS, token + 1);
                if (i < pattern.length() && pattern.charAt(i) == '*') {
                    i++;
                    set(SLASH, token);
                    set(DOUBLE_STARS, token + 1);
                }
            }
        }
        return token;
    }

    private void set(int row, int bit) {
        table[row * words + bit / Long.SIZE] |= 1L << (bit % Long.SIZE);
    }

    /**
     * The text that was read.
     *
     * @return the pattern
     */
    public String pattern() {
        return pattern;
    }

    /**
     * Whether a whole text matches.
     *
     * @param text the text; data, whatever characters it holds (attack row R7)
     * @return {@code true} if all of it is taken by the pattern
     */
    public boolean matches(String text) {
        return matches(text, new Work());
    }

    /** Counts what matching costs: one for each word of the set of positions, for each character. */
    static final class Work {
        long words;
    }

    boolean matches(String text, Work work) {
        long[] positions = new long[words];
        positions[0] = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            work.words += words;
            int literal = Arrays.binarySearch(literals, c);
            int step = literal >= 0 ? LITERALS + literal : c == '/' ? SLASH : OTHERS;
            if (!advance(positions, step, c == '/' ? DOUBLE_STARS : STARS)) {
                return false;
            }
        }
        return ((positions[tokens / Long.SIZE] >>> (tokens % Long.SIZE)) & 1) != 0;
    }

    /** Moves every position on by one character; says whether any is left. */
    private boolean advance(long[] positions, int step, int loop) {
        long carry = 0;
        long left = 0;
        for (int word = 0; word < words; word++) {
            long moved = positions[word] & table[step * words + word];
            positions[word] = (moved << 1) | carry | (positions[word] & table[loop * words + word]);
            carry = moved >>> (Long.SIZE - 1);
            left |= positions[word];
        }
        return left != 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob glob && glob.pattern.equals(pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /**
     * The pattern as a filter writes it.
     *
     * @return the pattern in quotes
     */
    @Override
    public String toString() {
        return Quoting.quote(pattern);
    }
}
