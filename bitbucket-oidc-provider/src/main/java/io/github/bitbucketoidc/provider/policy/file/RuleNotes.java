package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.names.Labels;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import java.util.Optional;

/** What grants and denials say for people only. */
record RuleNotes(Optional<String> owner, Optional<String> description) {

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
        return new RuleNotes(
                Optional.ofNullable(owner)
                        .map(Node.Scalar::value)
                        .filter(text -> Labels.objection(text).isEmpty()),
                Optional.ofNullable(description).map(Node.Scalar::value).filter(text -> !text.isBlank()));
    }
}
