package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.names.Suggestions;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One map of which the keys are known: each key is asked for, and what nobody asked for is reported. */
final class FieldReader {

    private final Reading reading;
    private final Node.Fields fields;
    /** In the order in which they were asked for; each is asked for once or twice. */
    private final List<String> known = new ArrayList<>(10);

    FieldReader(Reading reading, Node.Fields fields) {
        this.reading = reading;
        this.fields = fields;
    }

    /** What stands behind a key, or null if the key is not there. */
    @Nullable
    Node value(String key) {
        if (!known.contains(key)) {
            known.add(key);
        }
        Node.Field field = fields.field(key);
        return field == null ? null : field.value();
    }

    /** What stands behind a key that must be there; {@code owner} is where its absence is reported. */
    @Nullable
    Node required(String key, Node owner, String what, String hint) {
        Node value = value(key);
        if (value == null && !isMisspelt(key)) {
            reading.report(owner, what + " has no `" + key + "`", hint);
        }
        return value;
    }

    /** Whether something is there that was probably meant to be this key; it is reported for itself. */
    boolean isMisspelt(String key) {
        return fields.fields().stream()
                .map(Node.Field::name)
                .anyMatch(name -> !known.contains(name) && Suggestions.isNear(name, key));
    }

    /** Reports the keys that nobody asked for. */
    void done(String what) {
        for (Node.Field field : fields.fields()) {
            if (!known.contains(field.name())) {
                reading.report(
                        field.key(),
                        "`" + field.name() + "` is not a key of " + what,
                        Suggestions.hint(field.name(), known));
            }
        }
    }
}
