package io.github.bitbucketoidc.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a policy file, with its place. What was refused while it was read is {@link Broken}, and asked about no more. */
abstract sealed class Node {

    private final int line;
    private final int column;

    private Node(Place place) {
        this.line = place.line();
        this.column = place.column();
    }

    Place place() {
        return new Place(line, column);
    }

    int line() {
        return line;
    }

    /** What it is, as a sentence says it. */
    abstract String kind();

    /** How a scalar is written. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /** A text, a number, true or false, or nothing: YAML 1.2's core schema decides for plain ones. */
    static final class Scalar extends Node {

        private final String value;
        private final Style style;

        Scalar(Place place, String value, Style style) {
            super(place);
            this.value = value;
            this.style = style;
        }

        String value() {
            return value;
        }

        Style style() {
            return style;
        }

        ScalarType type() {
            return style == Style.PLAIN ? ScalarType.ofPlain(value) : ScalarType.TEXT;
        }

        boolean isText() {
            return type() == ScalarType.TEXT;
        }

        @Override
        String kind() {
            return type().article();
        }
    }

    /** A list. */
    static final class Items extends Node {

        private final List<Node> items;

        Items(Place place, List<Node> items) {
            super(place);
            this.items = items;
        }

        List<Node> items() {
            return items;
        }

        @Override
        String kind() {
            return "a list";
        }
    }

    /** One key of a map and what stands behind it. */
    record Field(Scalar key, Node value) {

        String name() {
            return key.value();
        }
    }

    /** A map; its keys are texts, each there once. */
    static final class Fields extends Node {

        private final List<Field> fields;

        Fields(Place place, List<Field> fields) {
            super(place);
            this.fields = fields;
        }

        List<Field> fields() {
            return fields;
        }

        @Nullable
        Field field(String name) {
            for (Field field : fields) {
                if (field.name().equals(name)) {
                    return field;
                }
            }
            return null;
        }

        @Override
        String kind() {
            return "a map";
        }
    }

    /** What was refused already. */
    static final class Broken extends Node {

        Broken(Place place) {
            super(place);
        }

        @Override
        String kind() {
            return "something else";
        }
    }
}
