package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.filter.ClaimFilter;
import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.provider.policy.check.ClashCheck;
import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.GrantChecks;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.rules.Grant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code grants}, one grant after the other. */
final class GrantsReader {

    /** Stands for a grant that was read and let go. */
    private static final Node.Field DONE = new Node.Field(
            new Node.Scalar(FilePosition.NONE, "", Node.Style.DOUBLE_QUOTED), new Node.Broken(FilePosition.NONE));

    private final Reading reading;
    private final FilterReader filters;
    private final DeliveriesReader deliveries;
    private final boolean several;
    private final ClashCheck clashes;

    GrantsReader(
            Reading reading, FilterReader filters, DeliveriesReader deliveries, boolean several, ClashCheck clashes) {
        this.reading = reading;
        this.filters = filters;
        this.deliveries = deliveries;
        this.several = several;
        this.clashes = clashes;
    }

    /** Those that were not refused. */
    Map<String, Grant> read(@Nullable Node node) {
        Map<String, Grant> grants = new LinkedHashMap<>();
        Node.Fields map = node == null ? null : reading.map(node, "`grants`", "a map from names to grants");
        List<Node.Field> fields = map == null ? List.of() : map.fields();
        for (int i = 0; i < fields.size() && !reading.problems().enough(); i++) {
            // What was read is let go at once: a large file would else be in memory twice.
            Node.Field field = fields.set(i, DONE);
            Grant grant = grant(field);
            if (grant != null) {
                grants.put(grant.name(), grant);
            }
        }
        return grants;
    }

    private @Nullable Grant grant(Node.Field field) {
        String what = "the grant `" + field.name() + "`";
        boolean named = named(field.key());
        Node.Fields map = reading.map(field.value(), what, "a map with `when` and `deliver`");
        if (map == null) {
            return null;
        }
        FieldReader fields = new FieldReader(reading, map);
        Node whenNode = fields.required("when", field.key(), what, "add when: repository is ...");
        ClaimFilter when = whenNode == null ? null : filters.read(whenNode, "`when`");
        Node deliver = fields.required("deliver", field.key(), what, "add deliver: { VARIABLE: store:path#field }");
        DeliveriesReader.Delivered delivered = deliver == null ? null : deliveries.read(deliver);
        Node unpinned = fields.value("unpinned");
        // What is refused is taken for what it was meant to be, so that it is not the cause of a second problem.
        boolean isUnpinned = unpinned != null && reading.flag(unpinned, "`unpinned`", true);
        Node mode = fields.value("mode");
        boolean shadow = mode != null;
        if (mode != null) {
            reading.word(mode, "`mode`", "shadow");
        }
        RuleNotes notes = RuleNotes.read(reading, fields);
        LocalDate reviewBy = date(fields.value("review-by"));
        boolean refused = refused(fields, reviewBy);
        fields.done("a grant");
        if (whenNode == null || when == null || delivered == null) {
            return null;
        }
        if (delivered.complete()) {
            GrantChecks.check(
                    reading.problems(), whenNode.position(), when, delivered.list(), isUnpinned, shadow, several);
        }
        if (delivered.list().isEmpty() || !named) {
            return null;
        }
        Grant.Builder builder = Grant.builder(field.name()).when(when);
        delivered.list().forEach(builder::deliver);
        builder.line(field.key().line());
        if (isUnpinned) {
            builder.unpinned();
        }
        if (shadow) {
            builder.shadow();
        }
        notes.owner().ifPresent(builder::owner);
        notes.description().ifPresent(builder::description);
        if (reviewBy != null) {
            builder.reviewBy(reviewBy);
        }
        if (refused) {
            builder.refusedWhenOverdue();
        }
        Grant grant = builder.build();
        clashes.add(grant, delivered.positions());
        return grant;
    }

    private boolean named(Node.Scalar key) {
        Optional<String> objection = Labels.objection(key.value());
        objection.ifPresent(found ->
                reading.report(key, "a grant's name " + found, "name it for what it is for, such as upload-policies"));
        return objection.isEmpty();
    }

    private boolean refused(FieldReader fields, @Nullable LocalDate reviewBy) {
        Node overdue = fields.value("overdue");
        boolean refused = overdue != null && reading.word(overdue, "`overdue`", "refuse");
        if (overdue != null && refused && fields.value("review-by") == null && !fields.isMisspelt("review-by")) {
            reading.report(
                    overdue,
                    "without `review-by` the grant is never overdue",
                    "add review-by: 2027-06-30, or remove `overdue`");
        }
        return refused && reviewBy != null;
    }

    private @Nullable LocalDate date(@Nullable Node node) {
        Node.Scalar text = node == null ? null : reading.text(node, "`review-by`", "a day such as 2027-06-30");
        if (text == null) {
            return null;
        }
        try {
            if (text.value().length() == 10) {
                return LocalDate.parse(text.value());
            }
        } catch (DateTimeParseException e) {
            // Reported below, as anything else that is no day.
        }
        reading.report(text, "`review-by` is not a day of the calendar", "write it as 2027-06-30");
        return null;
    }
}
