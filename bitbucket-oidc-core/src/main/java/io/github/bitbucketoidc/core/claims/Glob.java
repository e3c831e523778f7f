package io.github.bitbucketoidc.core.claims;

import java.util.HashMap;
import java.util.Map;
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
 */
public final class Glob {

    /** The longest pattern, in {@code char}s. */
    public static final int MAX_LENGTH = 1024;

    private final String pattern;
    /** How many tokens the pattern has; bit i of a state says that the first i of them are used up. */
    private final int tokens;
    /** Per literal of the pattern, the tokens that take it. */
    private final Map<Integer, long[]> steps = new HashMap<>();
    /** The tokens that take a character that the pattern does not name, but for the slash. */
    private final long[] others;
    /** The tokens that take a slash when the pattern does not name it. */
    private final long[] slash;
    /** The positions after a {@code *} or {@code **}, which take further characters without moving on. */
    private final long[] stars;
    /** The positions after a {@code **}. */
    private final long[] doubleStars;

    private Glob(String pattern) {
        this.pattern = pattern;
        int words = pattern.length() / Long.SIZE + 1;
        others = new long[words];
        slash = new long[words];
        stars = new long[words];
        doubleStars = new long[words];
        tokens = compile();
        // A literal is taken by its own tokens and by every wildcard that takes such a character.
        steps.forEach((literal, own) -> or(own, literal == '/' ? slash : others));
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

    private int compile() {
        int token = 0;
        for (int i = 0; i < pattern.length(); token++) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (c == '?') {
                set(others, token);
            } else if (c != '*') {
                set(steps.computeIfAbsent(c, literal -> new long[others.length]), token);
            } else {
                set(others, token);
                set(stars, token + 1);
                if (i < pattern.length() && pattern.charAt(i) == '*') {
                    i++;
                    set(slash, token);
                    set(doubleStars, token + 1);
                }
            }
        }
        return token;
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
        long[] state = new long[others.length];
        state[0] = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            work.words += state.length;
            if (!advance(state, steps.getOrDefault(c, c == '/' ? slash : others), c == '/' ? doubleStars : stars)) {
                return false;
            }
        }
        return ((state[tokens / Long.SIZE] >>> (tokens % Long.SIZE)) & 1) != 0;
    }

    /** Moves every position on by one character; says whether any is left. */
    private static boolean advance(long[] state, long[] step, long[] loop) {
        long carry = 0;
        long left = 0;
        for (int word = 0; word < state.length; word++) {
            long moved = state[word] & step[word];
            state[word] = (moved << 1) | carry | (state[word] & loop[word]);
            carry = moved >>> (Long.SIZE - 1);
            left |= state[word];
        }
        return left != 0;
    }

    private static void set(long[] bits, int index) {
        bits[index / Long.SIZE] |= 1L << (index % Long.SIZE);
    }

    private static void or(long[] target, long[] bits) {
        for (int word = 0; word < target.length; word++) {
            target[word] |= bits[word];
        }
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
