package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.text.Uuids;
import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.policy.yaml.ScalarOffsets;
import io.github.bitbucketoidc.provider.policy.yaml.ScalarType;
import io.github.bitbucketoidc.provider.policy.yaml.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes nodes for what they should be, and reports those that are something else. One for each file that is read. */
final class Reading {

    static final String UUID_HINT = "a UUID looks like \"{1de489be-ce6a-42a0-a8c8-eadbf1174ac7}\"";

    private final SourceText source;
    private final Problems problems;

    Reading(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    Problems problems() {
        return problems;
    }

    void report(Node at, String message, String hint) {
        problems.add(at.position(), message, hint);
    }

    /** Reports something about one character of a scalar's value. */
    void report(Node.Scalar at, int offset, String message, String hint) {
        problems.add(ScalarOffsets.position(source, at, offset), message, hint);
    }

    /** A text that is not empty, or null after reporting what it is instead. */
    Node.@Nullable Scalar text(Node node, String what, String expected) {
        if (node instanceof Node.Scalar scalar && scalar.isText()) {
            if (!scalar.value().isBlank()) {
                return scalar;
            }
            report(node, what + " must not be empty", "write " + expected);
        } else {
            wrongKind(node, what, expected);
        }
        return null;
    }

    Node.@Nullable Fields map(Node node, String what, String expected) {
        if (node instanceof Node.Fields fields) {
            return fields;
        }
        wrongKind(node, what, expected);
        return null;
    }

    /** The texts of a list that is not empty, without those that were reported; null if it is no such list at all. */
    @Nullable
    List<Node.Scalar> texts(Node node, String what, String expected) {
        if (!(node instanceof Node.Items list)) {
            wrongKind(node, what, expected);
            return null;
        }
        if (list.items().isEmpty()) {
            report(node, what + " must not be empty", "write " + expected);
        }
        List<Node.Scalar> texts = new ArrayList<>();
        for (Node item : list.items()) {
            Node.Scalar text = text(item, "an entry of " + what, "a text");
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Whether the word is there; only this one is known. */
    boolean word(Node node, String what, String word) {
        Node.Scalar text = text(node, what, "`" + word + "`");
        if (text == null) {
            return false;
        }
        if (!text.value().equals(word)) {
            report(text, what + " can only be `" + word + "`", "write `" + word + "`, or leave it out");
        }
        return text.value().equals(word);
    }

    /** True or false; the third parameter after reporting something else. */
    boolean flag(Node node, String what, boolean otherwise) {
        if (node instanceof Node.Scalar scalar && scalar.type() == ScalarType.FLAG) {
            return VariableNames.fold(scalar.value()).equals("true");
        }
        wrongKind(node, what, "`true` or `false`");
        return otherwise;
    }

    @Nullable
    UUID uuid(Node node, String what) {
        Node.Scalar text = text(node, what, "a UUID in quotes");
        if (text == null) {
            return null;
        }
        UUID uuid = Uuids.parse(text.value());
        if (uuid == null) {
            report(text, what + " is not a UUID", UUID_HINT);
        }
        return uuid;
    }

    /** Reports a node that is of another kind than it should be, unless it was reported before. */
    void wrongKind(Node node, String what, String expected) {
        if (!(node instanceof Node.Broken)) {
            boolean nothing = node instanceof Node.Scalar scalar && scalar.type() == ScalarType.NOTHING;
            String found = nothing ? ", and nothing is there" : ", and this is " + node.kind();
            report(node, what + " expects " + expected + found, hint(node, expected));
        }
    }

    private static String hint(Node node, String expected) {
        if (node instanceof Node.Fields map && map.fields().size() == 1) {
            Node.Field only = map.fields().get(0);
            if (only.value() instanceof Node.Scalar value && value.type() == ScalarType.NOTHING) {
                return "without quotes, braces make a map: write \"{" + only.name() + "}\"";
            }
        }
        if (node instanceof Node.Scalar scalar
                && scalar.type() != ScalarType.NOTHING
                && (expected.startsWith("a text") || expected.startsWith("a UUID"))) {
            return "put it in quotes";
        }
        return "write " + expected;
    }
}
