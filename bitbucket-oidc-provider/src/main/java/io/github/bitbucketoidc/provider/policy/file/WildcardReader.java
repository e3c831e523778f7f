package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.policy.check.VariableRules;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the long form of a delivery, <code>"*": { from: store:path, only: [NAME, "APP_*"] }</code> (attack row W6). */
final class WildcardReader {

    /** What stands behind a wildcard. */
    record Wildcard(@Nullable Node from, List<String> only, boolean anyName, boolean sound) {}

    private final Reading reading;
    private final Set<String> allowed;

    WildcardReader(Reading reading, Set<String> allowed) {
        this.reading = reading;
        this.allowed = allowed;
    }

    /** Whether a map is meant to be the long form, and not something else that was put in the place of a reference. */
    static boolean isLongForm(Node.Fields map) {
        return map.field("from") != null || map.field("only") != null || map.field("any-name") != null;
    }

    /** Reads the map behind a name; {@code wildcard} says whether the name holds a {@code *}. */
    Wildcard read(Node.Field field, Node.Fields map, boolean wildcard) {
        String what = "`" + field.name() + "`";
        FieldReader fields = new FieldReader(reading, map);
        Node from = fields.required("from", field.key(), what, "add from: store:path");
        Node onlyNode = fields.value("only");
        Node anyNode = fields.value("any-name");
        boolean misspelt = fields.isMisspelt("only") || fields.isMisspelt("any-name");
        fields.done("a delivery");
        if (!wildcard) {
            Node bound = onlyNode != null ? onlyNode : anyNode;
            if (bound != null) {
                reading.report(
                        bound,
                        what + " holds no `*`, so it becomes nothing but itself",
                        "write " + field.name() + ": store:path#field");
            }
            return new Wildcard(from, List.of(), false, bound == null);
        }
        List<String> only = onlyNode == null ? List.of() : only(onlyNode, field.name());
        boolean any = anyNode != null && anyName(anyNode);
        boolean both = false;
        if (onlyNode != null && anyNode != null) {
            both = true;
            reading.report(anyNode, "`any-name` contradicts `only`, which names some", "remove one of the two");
        }
        boolean sound = !both && !misspelt && (onlyNode == null || !only.isEmpty()) && (anyNode == null || any);
        return new Wildcard(from, only, any && !both, sound);
    }

    private boolean anyName(Node node) {
        boolean any = reading.flag(node, "`any-name`", true);
        if (!any) {
            reading.report(node, "`any-name` can only be `true`", "write only: [...] with the names that you expect");
        }
        return any;
    }

    /** The names that were not refused; none if one was. */
    private List<String> only(Node node, String variable) {
        List<Node.Scalar> texts = reading.texts(node, "`only`", "a list of variable names such as [TOKEN, \"APP_*\"]");
        List<String> names = new ArrayList<>();
        for (Node.Scalar text : texts == null ? List.<Node.Scalar>of() : texts) {
            Optional<VariableRules.Fault> fault = VariableRules.onlyFault(text.value(), variable, allowed);
            fault.ifPresent(found -> reading.report(text, found.message(), found.hint()));
            if (fault.isEmpty()) {
                names.add(text.value());
            }
        }
        return texts == null || names.size() < texts.size() ? List.of() : names;
    }

    /** Reports a wildcard that does not say which names it brings; the hint is what to write. */
    void refuseUnbounded(Node.Field field, String reference) {
        String quoted = reference.matches("[A-Za-z0-9_./:@-]+") ? reference : '"' + reference + '"';
        String names = field.name().equals("*") ? "APP_*" : field.name().replace("*", "APP");
        reading.report(
                field.key(),
                "`" + field.name() + "` brings variables whose names are chosen by whoever may write the secret",
                "write \"" + field.name() + "\": { from: " + quoted + ", only: [\"" + names
                        + "\"] } with the names that you expect, or any-name: true in place of only");
    }
}
