package io.github.bitbucketoidc.core.filter.analysis;

/**
 * A difference that people overlook. A claim and a rule that differ in nothing else are still different (attack rows C15, R6); naming the
 * difference saves its owner an afternoon.
 *
 * @since 0.1.0
 */
public enum LookAlike {
    /** Text against a number or a flag: {@code "5"} and {@code 5}. */
    TYPE("one is a text, the other is not"),
    /** A leading {@code refs/heads/}, {@code refs/tags/} or {@code heads/}. */
    REF_PREFIX("one starts with `refs/heads/` or the like"),
    /** Characters without a shape of their own: zero-width, bidi, controls. */
    INVISIBLE("one holds characters that cannot be seen"),
    /** Spaces and line ends, also unusual ones. */
    WHITESPACE("white space"),
    /** Braces around a UUID. */
    BRACES("braces"),
    /** One character against a letter and its accent (NFC and NFD). */
    NORMALIZATION("accents are encoded differently (NFC and NFD)"),
    /** Letters of other scripts, or other widths, that look like ASCII letters. */
    LETTERS("letters that only look the same"),
    /** Upper and lower case. */
    CASE("letter case");

    private final String description;

    LookAlike(String description) {
        this.description = description;
    }

    /**
     * The difference in words, to follow "they differ only in this:".
     *
     * @return for example {@code letter case}
     */
    public String description() {
        return description;
    }
}
