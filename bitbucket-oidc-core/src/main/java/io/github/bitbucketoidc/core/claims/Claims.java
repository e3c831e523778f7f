package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.core.text.Uuids;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one token, typed and read-only: what filters look at. Immutable, safe for use by several threads, a value.
 *
 * <p>Names are compared exactly (attack row C13). A claim that is missing, or JSON {@code null}, is {@link Kind#ABSENT}; {@code ""}
 * and {@code "null"} are ordinary texts (attack row C17).
 *
 * <pre>{@code
 * Claims claims = Claims.builder().text("branchName", "main").number("iat", 1784000000).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Claims {

    private static final int WORDS = ClaimWord.values().length;

    /** The type of a claim's value. */
    public enum Kind {
        /** The claim is missing, or JSON {@code null}. */
        ABSENT,
        /** A text, also an empty one. */
        TEXT,
        /** A list of texts, also an empty one. */
        LIST,
        /** A whole number that fits in a {@code long}. */
        NUMBER,
        /** {@code true} or {@code false}. */
        FLAG,
        /** Anything else: an object, a fraction, a mixed list. It satisfies no condition and no negation of one. */
        OTHER
    }

    /** In the order in which they were added; a token has few, so looking through them is the shortest way. */
    private final String[] claimNames;

    private final Object[] claimValues;
    private final int size;

    /** Per word of the language, what predicates see: read when first asked for, then asked by every grant. */
    private final @Nullable ClaimValue[] byWord = new ClaimValue[WORDS];

    private @Nullable Set<String> names;

    Claims(String[] claimNames, Object[] claimValues, int size) {
        this.claimNames = claimNames;
        this.claimValues = claimValues;
        this.size = size;
    }

    private @Nullable Object get(@Nullable String name) {
        int at = indexOf(claimNames, size, name);
        return at < 0 ? null : at(at);
    }

    private Object at(int place) {
        Object value = claimValues[place];
        if (value instanceof Supplier<?> late) {
            value = Objects.requireNonNull(late.get(), "the text of a claim");
            // A race makes it twice: harmless, a String is safe to publish.
            claimValues[place] = value;
        }
        return value;
    }

    @SuppressWarnings("ReferenceEquality") // as a short cut: names of standard claims are constants
    static int indexOf(String[] names, int size, @Nullable String name) {
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns what predicates see of a claim.
     *
     * @param claim which
     * @return its value; null when it is absent, or of a type that the claim should not have
     */
    public @Nullable ClaimValue value(ClaimRef claim) {
        ClaimWord word = claim.wordOrNull();
        if (word != null) {
            return value(word);
        }
        Object value = get(claim.name());
        if (value instanceof String text) {
            return new ClaimValue.Text(text);
        }
        if (value instanceof Long number) {
            return new ClaimValue.Whole(number);
        }
        return value instanceof Boolean flag ? new ClaimValue.Flag(flag) : null;
    }

    @SuppressWarnings("EnumOrdinal") // never leaves the program
    private @Nullable ClaimValue value(ClaimWord word) {
        ClaimValue known = byWord[word.ordinal()];
        if (known == null && get(word.claim()) instanceof String text) {
            known = read(word, text);
            // A race reads it twice: harmless, the values are safe to publish.
            byWord[word.ordinal()] = known;
        }
        return known;
    }

    private static @Nullable ClaimValue read(ClaimWord word, String text) {
        if (!word.isUuid()) {
            return new ClaimValue.Text(text);
        }
        UUID uuid = Uuids.parse(text);
        return uuid == null ? null : new ClaimValue.Uuid(uuid);
    }

    /**
     * What has claims.
     *
     * @since 0.1.0
     */
    public interface Source {

        /**
         * Every claim, for filters.
         *
         * @return the claims
         */
        Claims claims();
    }

    /**
     * Starts with no claim.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The type of a claim's value.
     *
     * @param name the claim's name in the token, such as {@code branchName}
     * @return its kind, {@link Kind#ABSENT} when it is not there
     */
    public Kind kind(String name) {
        return kindOf(get(Objects.requireNonNull(name, "name")));
    }

    private static Kind kindOf(@Nullable Object value) {
        if (value == null) {
            return Kind.ABSENT;
        }
        if (value instanceof String) {
            return Kind.TEXT;
        }
        if (value instanceof Long) {
            return Kind.NUMBER;
        }
        if (value instanceof Boolean) {
            return Kind.FLAG;
        }
        return value instanceof List ? Kind.LIST : Kind.OTHER;
    }

    /**
     * A text claim.
     *
     * @param name the claim's name in the token
     * @return its text, possibly empty; nothing when the claim is not a text
     */
    public Optional<String> text(String name) {
        return get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A list claim.
     *
     * @param name the claim's name in the token
     * @return its texts in the token's order, unmodifiable; empty also when the claim is not a list (see {@link #kind})
     */
    public List<String> list(String name) {
        if (get(name) instanceof List<?> list) {
            return list.stream().map(String.class::cast).toList();
        }
        return List.of();
    }

    /**
     * A whole-number claim.
     *
     * @param name the claim's name in the token
     * @return its number; nothing when the claim is not one
     */
    public OptionalLong number(String name) {
        return get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /**
     * A claim that is true or false.
     *
     * @param name the claim's name in the token
     * @return its value; nothing when the claim is neither
     */
    public Optional<Boolean> flag(String name) {
        return get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /**
     * The claims that are there.
     *
     * @return their names, sorted by code unit, unmodifiable
     */
    public Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            known = Collections.unmodifiableSet(
                    new LinkedHashSet<>(new TreeSet<>(Arrays.asList(claimNames).subList(0, size))));
            names = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Claims claims) || claims.size != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!Objects.equals(get(claimNames[i]), claims.get(claimNames[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < size; i++) {
            hash += claimNames[i].hashCode() ^ at(i).hashCode();
        }
        return hash;
    }

    /**
     * Names and kinds; never values, which strangers may choose (attack row H10).
     *
     * @return for example {@code Claims{branchName=TEXT}}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Claims{");
        String separator = "";
        for (String name : names()) {
            text.append(separator).append(Quoting.visible(name)).append('=');
            text.append(kindOf(get(name)));
            separator = ", ";
        }
        return text.append('}').toString();
    }

    /**
     * Collects claims; made by {@link Claims#builder}. Not safe for use by several threads. Naming one claim twice is a mistake of the caller.
     */
    public static final class Builder {

        private String[] names = new String[CAPACITY];
        private Object[] values = new Object[CAPACITY];
        private int size;
        private long seen;

        /** Holds the claims of a Bitbucket token without growing. */
        private static final int CAPACITY = 16;

        Builder() {}

        /**
         * Adds a text.
         *
         * @param name the claim's name
         * @param value its text, possibly empty
         * @return this builder
         * @throws IllegalArgumentException if the claim is already there
         */
        public Builder text(String name, String value) {
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
        public Builder lateText(String name, Supplier<String> value) {
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
        public Builder list(String name, List<String> values) {
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
        public Builder number(String name, long value) {
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
        public Builder flag(String name, boolean value) {
            return put(name, value);
        }

        /**
         * Adds a claim of any other type: an object, a fraction, a mixed list. Its value is not kept.
         *
         * @param name the claim's name
         * @return this builder
         * @throws IllegalArgumentException if the claim is already there
         */
        public Builder other(String name) {
            return put(name, Claims.Kind.OTHER);
        }

        private Builder put(String name, Object value) {
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
}
