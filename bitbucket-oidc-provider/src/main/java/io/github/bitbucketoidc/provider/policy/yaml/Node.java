package io.github.bitbucketoidc.provider.policy.yaml;

import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a policy file, with its position. What was refused while it was read is {@link Broken}, and asked about no more. */
public abstract sealed class Node {

    private final int line;
    private final int column;

    private Node(FilePosition position) {
        this.line = position.line();
        this.column = position.column();
    }

    public FilePosition position() {
        return new FilePosition(line, column);
    }

    public int line() {
        return line;
    }

    /** What it is, as a sentence says it. */
    public abstract String kind();

    /** How a scalar is written. */
    public enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }

    /** A text, a number, true or false, or nothing: YAML 1.2's core schema decides for plain ones. */
    public static final class Scalar extends Node {

        private final String value;
        private final Style style;

        public Scalar(FilePosition position, String value, Style style) {
            super(position);
            this.value = value;
            this.style = style;
        }

        public String value() {
            return value;
        }

        Style style() {
            return style;
        }

        public ScalarType type() {
            return style == Style.PLAIN ? ScalarType.ofPlain(value) : ScalarType.TEXT;
        }

        public boolean isText() {
            return type() == ScalarType.TEXT;
        }

        @Override
        public String kind() {
            return type().article();
        }
    }

    /** A list. */
    public static final class Items extends Node {

        private final List<Node> items;

        Items(FilePosition position, List<Node> items) {
            super(position);
            this.items = items;
        }

        public List<Node> items() {
            return items;
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** One key of a map and what stands behind it. */
    public record Field(Scalar key, Node value) {

        public String name() {
            return key.value();
        }
    }

    /** A map; its keys are texts, each there once. */
    public static final class Fields extends Node {

        private final List<Field> fields;

        Fields(FilePosition position, List<Field> fields) {
            super(position);
            this.fields = fields;
        }

        public List<Field> fields() {
            return fields;
        }

        @Nullable
        public Field field(String name) {
            for (Field field : fields) {
                if (field.name().equals(name)) {
                    return field;
                }
            }
            return null;
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /** What was refused already. */
    public static final class Broken extends Node {

        public Broken(FilePosition position) {
            super(position);
        }

        @Override
        public String kind() {
            return "something else";
        }
    }
}
