package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.text.Quoting;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Collects claims; made by {@link Claims#builder}. Not safe for use by several threads. Naming one claim twice is a mistake of the caller.
 *
 * @since 0.1.0
 */
public final class ClaimsBuilder {

    private String[] names = new String[CAPACITY];
    private Object[] values = new Object[CAPACITY];
    private int size;
    private long seen;

    /** Holds the claims of a Bitbucket token without growing. */
    private static final int CAPACITY = 16;

    ClaimsBuilder() {}

    /**
     * Adds a text.
     *
     * @param name the claim's name
     * @param value its text, possibly empty
     * @return this builder
     * @throws IllegalArgumentException if the claim is already there
     */
    public ClaimsBuilder text(String name, String value) {
        return put(name, value);
    }

    /**
     * Adds a text that is made when it is first asked for: most claims of a token never are.
     *
     * @param name the claim's name
     * @param value says its text, possibly empty, always the same; it may be asked by several threads, and more than once
     * @return this builder
     * @throws IllegalArgumentException if the claim is already there
     */
    public ClaimsBuilder lateText(String name, Supplier<String> value) {
        return put(name, value);
    }

    /**
     * Adds a list of texts.
     *
     * @param name the claim's name
     * @param values its texts, possibly none
     * @return this builder
     * @throws IllegalArgumentException if the claim is already there
     */
    public ClaimsBuilder list(String name, List<String> values) {
        return put(name, List.copyOf(values));
    }

    /**
     * Adds a whole number.
     *
     * @param name the claim's name
     * @param value its number
     * @return this builder
     * @throws IllegalArgumentException if the claim is already there
     */
    public ClaimsBuilder number(String name, long value) {
        return put(name, value);
    }

    /**
     * Adds a claim that is true or false.
     *
     * @param name the claim's name
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the claim is already there
     */
    public ClaimsBuilder flag(String name, boolean value) {
        return put(name, value);
    }

    /**
     * Adds a claim of any other type: an object, a fraction, a mixed list. Its value is not kept.
     *
     * @param name the claim's name
     * @return this builder
     * @throws IllegalArgumentException if the claim is already there
     */
    public ClaimsBuilder other(String name) {
        return put(name, Claims.Kind.OTHER);
    }

    private ClaimsBuilder put(String name, Object value) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        // Names whose hashes differ here need not be compared.
        long bit = 1L << name.hashCode();
        if ((seen & bit) != 0 && Claims.indexOf(names, size, name) >= 0) {
            throw new IllegalArgumentException("the claim " + Quoting.quote(name) + " is already there");
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        seen |= bit;
        // Claims that were built before share the arrays, and look no further than they then went.
        names[size] = name;
        values[size++] = value;
        return this;
    }

    /**
     * Ends the collecting.
     *
     * @return the claims
     */
    public Claims build() {
        return new Claims(names, values, size);
    }
}
