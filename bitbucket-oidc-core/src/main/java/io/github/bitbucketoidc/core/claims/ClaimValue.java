package io.github.bitbucketoidc.core.claims;

import io.github.bitbucketoidc.core.text.Quoting;
import java.util.Objects;
import java.util.UUID;

/**
 * A value that a filter names, typed. Immutable; equal when the types and the values are. {@code toString} is how a filter writes it.
 *
 * @since 0.1.0
 */
public sealed interface ClaimValue {

    /**
     * Adds a claim that has this value, as a token of Bitbucket writes it.
     *
     * @param claims the claims to add to
     * @param name the claim's name in the token
     * @throws IllegalArgumentException if the claim is already there
     */
    void addTo(Claims.Builder claims, String name);

    /**
     * A UUID, equal by value: braces and hex case do not count.
     *
     * @param value the UUID
     */
    record Uuid(UUID value) implements ClaimValue {
        /**
         * Checks for null.
         *
         * @param value the UUID
         */
        public Uuid {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public void addTo(Claims.Builder claims, String name) {
            claims.text(name, "{" + value + "}");
        }

        /**
         * Braces, lower case, in quotes.
         *
         * @return for example {@code "{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}"}
         */
        @Override
        public String toString() {
            return "\"{" + value + "}\"";
        }
    }

    /**
     * A text, equal by code points: nothing is trimmed, folded or normalised (attack rows C15, R6).
     *
     * @param value the text
     */
    record Text(String value) implements ClaimValue {
        /**
         * Checks for null.
         *
         * @param value the text
         */
        public Text {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public void addTo(Claims.Builder claims, String name) {
            claims.text(name, value);
        }

        /**
         * The text in quotes, what cannot be seen as {@code \}{@code u{...}}.
         *
         * @return for example {@code "main"}
         */
        @Override
        public String toString() {
            return Quoting.quote(value);
        }
    }

    /**
     * True or false.
     *
     * @param value which of them
     */
    record Flag(boolean value) implements ClaimValue {
        @Override
        public void addTo(Claims.Builder claims, String name) {
            claims.flag(name, value);
        }

        /**
         * The bare word.
         *
         * @return {@code true} or {@code false}
         */
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A whole number.
     *
     * @param value the number
     */
    record Whole(long value) implements ClaimValue {
        @Override
        public void addTo(Claims.Builder claims, String name) {
            claims.number(name, value);
        }

        /**
         * Decimal digits.
         *
         * @return for example {@code -7}
         */
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }
}
