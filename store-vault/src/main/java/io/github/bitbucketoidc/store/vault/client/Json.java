package io.github.bitbucketoidc.store.vault.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value as Vault sent it. Immutable; {@code toString} shows what kind it is and nothing of what it holds. */
public sealed interface Json {

    /** A string. */
    record Text(String value) implements Json {
        @Override
        public String toString() {
            return "a text";
        }
    }

    /** A number or a boolean, in the characters in which it was written. */
    record Literal(String source, boolean number) implements Json {
        @Override
        public String toString() {
            return number ? "a number" : "a boolean";
        }
    }

    /** {@code null}. */
    record Nothing() implements Json {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** An array. */
    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return "a list";
        }
    }

    /** An object. */
    record Members(Map<String, Json> values) implements Json {
        public static final Members NONE = new Members(Map.of());

        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Optional<String> text(String name) {
            return values.get(name) instanceof Text text && !text.value().isEmpty()
                    ? Optional.of(text.value())
                    : Optional.empty();
        }

        /** An object under a name; no members if there is none. */
        public Members object(String name) {
            return values.get(name) instanceof Members members ? members : NONE;
        }

        /** The texts of a list under a name, for example {@code errors}. */
        public List<String> texts(String name) {
            if (!(values.get(name) instanceof Items items)) {
                return List.of();
            }
            return items.values().stream()
                    .filter(Text.class::isInstance)
                    .map(item -> ((Text) item).value())
                    .toList();
        }

        public boolean flag(String name) {
            return values.get(name) instanceof Literal literal
                    && literal.source().equals("true");
        }

        /** A whole number from 0 on; 0 if there is none, or one that no duration in seconds can be. */
        public long count(String name) {
            String digits = values.get(name) instanceof Literal literal ? literal.source() : "";
            boolean whole =
                    !digits.isEmpty() && digits.length() <= 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            return whole ? Long.parseLong(digits) : 0;
        }

        @Override
        public String toString() {
            return "an object";
        }
    }
}
