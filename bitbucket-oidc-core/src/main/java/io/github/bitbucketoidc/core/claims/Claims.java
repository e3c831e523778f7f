package io.github.bitbucketoidc.core.claims;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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

    private final Map<String, Object> values;

    /** Per word of the language, what predicates see: read when first asked for, then asked by every grant. */
    private final @Nullable ClaimValue[] byWord = new ClaimValue[WORDS];

    private @Nullable Set<String> names;

    private Claims(Map<String, Object> values) {
        this.values = values;
    }

    /** What predicates see of a claim: its value, or null when it is absent or of a type that the claim should not have. */
    @Nullable
    ClaimValue value(ClaimRef claim) {
        ClaimWord word = claim.wordOrNull();
        if (word != null) {
            return value(word);
        }
        Object value = values.get(claim.name());
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
        if (known == null && values.get(word.claim()) instanceof String text) {
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

    boolean has(ClaimRef claim) {
        return values.containsKey(claim.name());
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
        return kindOf(values.get(Objects.requireNonNull(name, "name")));
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
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A list claim.
     *
     * @param name the claim's name in the token
     * @return its texts in the token's order, unmodifiable; empty also when the claim is not a list (see {@link #kind})
     */
    public List<String> list(String name) {
        if (values.get(name) instanceof List<?> list) {
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
        return values.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /**
     * A claim that is true or false.
     *
     * @param name the claim's name in the token
     * @return its value; nothing when the claim is neither
     */
    public Optional<Boolean> flag(String name) {
        return values.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    /**
     * The claims that are there.
     *
     * @return their names, sorted by code unit, unmodifiable
     */
    public Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            known = Collections.unmodifiableSet(new LinkedHashSet<>(new TreeSet<>(values.keySet())));
            names = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Claims claims && claims.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
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
            text.append(kindOf(values.get(name)));
            separator = ", ";
        }
        return text.append('}').toString();
    }

    /** Collects claims; not safe for use by several threads. Naming one claim twice is a mistake of the caller. */
    public static final class Builder {

        private static final Object OTHER = new Object() {
            @Override
            public String toString() {
                return "OTHER";
            }
        };

        private Map<String, Object> values = new HashMap<>(CAPACITY);
        private boolean built;

        /** Holds the claims of a Bitbucket token without growing. */
        private static final int CAPACITY = 32;

        private Builder() {}

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
            return put(name, OTHER);
        }

        private Builder put(String name, Object value) {
            Objects.requireNonNull(name, "name");
            if (built) {
                values = new HashMap<>(values);
                built = false;
            }
            if (values.putIfAbsent(name, Objects.requireNonNull(value, "value")) != null) {
                throw new IllegalArgumentException("the claim " + Quoting.quote(name) + " is already there");
            }
            return this;
        }

        /**
         * Ends the collecting.
         *
         * @return the claims
         */
        public Claims build() {
            built = true;
            return new Claims(values);
        }
    }
}
