package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.core.claims.ClaimFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code denials}. */
final class DenialsReader {

    private final Reading reading;
    private final FilterReader filters;
    private final boolean several;

    DenialsReader(Reading reading, FilterReader filters, boolean several) {
        this.reading = reading;
        this.filters = filters;
        this.several = several;
    }

    /** Those that were not refused. */
    Map<String, Denial> read(@Nullable Node node) {
        Map<String, Denial> denials = new LinkedHashMap<>();
        Node.Fields map = node == null ? null : reading.map(node, "`denials`", "a map from names to denials");
        for (Node.Field field : map == null ? List.<Node.Field>of() : map.fields()) {
            Denial denial = reading.problems().enough() ? null : denial(field);
            if (denial != null) {
                denials.put(denial.name(), denial);
            }
        }
        return denials;
    }

    private @Nullable Denial denial(Node.Field field) {
        String what = "the denial `" + field.name() + "`";
        Optional<String> objection = Labels.objection(field.name());
        objection.ifPresent(found ->
                reading.report(field.key(), "a denial's name " + found, "name it for what it is for, such as freeze"));
        Node.Fields map = reading.map(field.value(), what, "a map with `when` and `withhold`");
        if (map == null) {
            return null;
        }
        FieldReader fields = new FieldReader(reading, map);
        Node whenNode = fields.required("when", field.key(), what, "add when: ...");
        ClaimFilter when = whenNode == null ? null : filters.read(whenNode, "`when`");
        Node withholdNode = fields.required("withhold", field.key(), what, "add withhold: [\"*\"]");
        List<String> withhold = withholdNode == null ? List.of() : withhold(withholdNode);
        Node absent = fields.value("when-absent");
        boolean whenAbsent = absent != null && reading.word(absent, "`when-absent`", "withhold");
        Node mode = fields.value("mode");
        boolean shadow = mode != null && reading.word(mode, "`mode`", "shadow");
        RuleNotes notes = RuleNotes.read(reading, fields);
        refuseReview(fields, map);
        fields.done("a denial");
        if (whenNode == null || when == null) {
            return null;
        }
        DenialChecks.check(reading.problems(), whenNode.place(), when, absent != null, several);
        if (withhold.isEmpty() || objection.isPresent()) {
            return null;
        }
        DenialBuilder builder = Denial.builder(field.name()).when(when);
        builder.withhold.addAll(withhold);
        builder.whenAbsent = whenAbsent;
        builder.shadow = shadow;
        builder.owner = notes.owner();
        builder.description = notes.description();
        builder.line = field.key().line();
        return builder.build();
    }

    private void refuseReview(FieldReader fields, Node.Fields map) {
        for (String key : List.of("review-by", "overdue")) {
            Node.Field field = map.field(key);
            if (field != null) {
                fields.value(key);
                reading.report(field.key(), "a denial has no `" + key + "`: it never lapses", "remove it");
            }
        }
    }

    private List<String> withhold(Node node) {
        List<Node.Scalar> texts = reading.texts(node, "`withhold`", "a list of variable names such as [\"*\"]");
        if (texts == null) {
            return List.of();
        }
        for (Node.Scalar text : texts) {
            if (!VariableNames.isWellFormedPattern(text.value())) {
                reading.report(
                        text,
                        "no variable can be called `" + text.value() + "`",
                        "use letters, digits and '_', not beginning with a digit, and at most one '*'");
                return List.of();
            }
        }
        return texts.stream().map(Node.Scalar::value).toList();
    }
}
