package io.github.bitbucketoidc.core.policy;

import org.jspecify.annotations.Nullable;

/** What grants and denials say for people only. */
record RuleNotes(@Nullable String owner, @Nullable String description) {

    static RuleNotes read(Reading reading, FieldReader fields) {
        Node ownerNode = fields.value("owner");
        Node.Scalar owner = ownerNode == null ? null : reading.text(ownerNode, "`owner`", "a text");
        if (owner != null) {
            Labels.objection(owner.value())
                    .ifPresent(objection -> reading.report(owner, "`owner` " + objection, "name a person or a team"));
        }
        Node descriptionNode = fields.value("description");
        Node.Scalar description =
                descriptionNode == null ? null : reading.text(descriptionNode, "`description`", "a text");
        return new RuleNotes(owner == null ? null : owner.value(), description == null ? null : description.value());
    }
}
