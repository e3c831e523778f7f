package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.provider.names.ReferenceException;
import io.github.bitbucketoidc.provider.names.SecretPattern;
import io.github.bitbucketoidc.provider.names.Suggestions;
import io.github.bitbucketoidc.provider.names.VariableNames;
import io.github.bitbucketoidc.provider.policy.check.DenialChecks;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.rules.Denial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code denials}. */
final class DenialsReader {

    private final Reading reading;
    private final FilterReader filters;
    private final @Nullable Set<String> stores;
    private final boolean several;

    /** Without stores every name of one is taken: their section was refused as a whole. */
    DenialsReader(Reading reading, FilterReader filters, @Nullable Set<String> stores, boolean several) {
        this.reading = reading;
        this.filters = filters;
        this.stores = stores;
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
        Node withholdNode = fields.value("withhold");
        Node secretsNode = fields.value("withhold-secrets");
        if (withholdNode == null
                && secretsNode == null
                && !fields.isMisspelt("withhold")
                && !fields.isMisspelt("withhold-secrets")) {
            reading.report(
                    field.key(),
                    what + " has no `withhold` and no `withhold-secrets`",
                    "add withhold: [\"*\"], or the secrets that it keeps back");
        }
        List<String> withhold = withholdNode == null ? List.of() : withhold(withholdNode);
        List<SecretPattern> secrets = secretsNode == null ? List.of() : secrets(secretsNode);
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
        DenialChecks.check(reading.problems(), whenNode.position(), when, absent != null, several);
        if ((withhold.isEmpty() && secrets.isEmpty()) || objection.isPresent()) {
            return null;
        }
        Denial.Builder builder = Denial.builder(field.name())
                .when(when)
                .line(field.key().line())
                .withhold(withhold.toArray(String[]::new))
                .withholdSecrets(secrets.stream().map(SecretPattern::toString).toArray(String[]::new));
        if (whenAbsent) {
            builder.alsoWhenAbsent();
        }
        if (shadow) {
            builder.shadow();
        }
        notes.owner().ifPresent(builder::owner);
        notes.description().ifPresent(builder::description);
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

    private List<SecretPattern> secrets(Node node) {
        List<Node.Scalar> texts =
                reading.texts(node, "`withhold-secrets`", "a list of secrets such as [\"vault:secret/payments/**\"]");
        List<SecretPattern> secrets = new ArrayList<>();
        for (Node.Scalar text : texts == null ? List.<Node.Scalar>of() : texts) {
            try {
                SecretPattern secret = SecretPattern.parse(text.value());
                if (stores != null && !stores.contains(secret.store())) {
                    reading.report(
                            text,
                            "there is no store `" + secret.store() + "`",
                            Suggestions.hint(secret.store(), stores));
                }
                secrets.add(secret);
            } catch (ReferenceException e) {
                reading.report(text, e.offset(), String.valueOf(e.getMessage()), e.hint());
            }
        }
        return secrets;
    }
}
