package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.filter.Aliases;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.names.NameTable;
import io.github.bitbucketoidc.provider.names.Suggestions;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code names}. With several workspaces an alias of a repository names its own (attack row C20).
 *
 * <p>What is refused here still becomes an alias, of a UUID that stands for it: a filter that uses it must not be reported, too.
 */
final class NamesReader {

    private final Reading reading;
    private final List<Workspace> workspaces;
    private final boolean several;
    private boolean incomplete;
    private final Map<String, Aliases.Alias> repositories = new LinkedHashMap<>();
    private final Map<String, Aliases.Alias> environments = new LinkedHashMap<>();

    /** Workspaces that were refused are not among those that are given, so the file says whether there are several. */
    NamesReader(Reading reading, List<Workspace> workspaces, boolean several) {
        this.reading = reading;
        this.workspaces = workspaces;
        this.several = several;
    }

    NameTable read(@Nullable Node node) {
        Node.Fields map =
                node == null ? null : reading.map(node, "`names`", "a map with `repositories` and `environments`");
        if (map != null) {
            FieldReader fields = new FieldReader(reading, map);
            section(fields.value("repositories"), "repositories", this::repository);
            section(fields.value("environments"), "environments", this::environment);
            incomplete = fields.isMisspelt("repositories") || fields.isMisspelt("environments");
            fields.done("`names`");
        }
        return NameTable.of(workspaces, repositories, environments);
    }

    /** Whether names were written in a place that was refused. */
    boolean isIncomplete() {
        return incomplete;
    }

    private interface Entry {
        void read(Node.Field field);
    }

    private void section(@Nullable Node node, String name, Entry entry) {
        Node.Fields map =
                node == null ? null : reading.map(node, "`" + name + "`", "a map from names to UUIDs in quotes");
        if (map == null) {
            return;
        }
        for (Node.Field field : map.fields()) {
            Optional<String> objection = Aliases.objection(field.name());
            if (objection.isPresent()) {
                reading.report(field.key(), objection.get(), "choose another name");
            } else {
                entry.read(field);
            }
        }
    }

    private void environment(Node.Field field) {
        UUID uuid = reading.uuid(field.value(), "`" + field.name() + "`");
        environments.put(field.name(), Aliases.Alias.of(uuid == null ? standIn(field.name()) : uuid, Optional.empty()));
    }

    private void repository(Node.Field field) {
        String what = "`" + field.name() + "`";
        if (field.value() instanceof Node.Fields map && map.field("uuid") != null) {
            FieldReader fields = new FieldReader(reading, map);
            Node uuidNode = fields.required("uuid", map, what, "add uuid: \"{...}\"");
            Node workspace = fields.value("workspace");
            if (workspace == null && !fields.isMisspelt("workspace")) {
                requireWorkspace(field, what);
            }
            fields.done("a repository's name");
            UUID uuid = uuidNode == null ? null : reading.uuid(uuidNode, what);
            repositories.put(field.name(), alias(uuid, field, workspace == null ? null : workspace(workspace)));
            return;
        }
        UUID uuid = reading.uuid(field.value(), what);
        if (uuid != null) {
            requireWorkspace(field, what);
        }
        repositories.put(field.name(), alias(uuid, field, null));
    }

    private void requireWorkspace(Node.Field field, String what) {
        if (several) {
            reading.report(
                    field.key(),
                    what + " does not say to which workspace it belongs",
                    "with several workspaces write " + field.name() + ": { uuid: \"{...}\", workspace: SLUG }");
        }
    }

    /** The UUID of a workspace by its slug; one that stands for it when there is no such workspace. */
    private @Nullable UUID workspace(Node node) {
        Node.Scalar slug = reading.text(node, "`workspace`", "the slug of a workspace");
        if (slug == null) {
            return null;
        }
        for (Workspace workspace : workspaces) {
            if (workspace.slug().equals(slug.value())) {
                return workspace.uuid();
            }
        }
        if (!workspaces.isEmpty()) {
            reading.report(
                    slug,
                    "there is no workspace `" + slug.value() + "`",
                    Suggestions.hint(
                            slug.value(),
                            workspaces.stream().map(Workspace::slug).toList()));
        }
        return standIn(slug.value());
    }

    private Aliases.Alias alias(@Nullable UUID uuid, Node.Field field, @Nullable UUID workspace) {
        Optional<UUID> bound = Optional.ofNullable(workspace);
        if (several && workspace == null) {
            bound = Optional.of(standIn(field.name()));
        }
        return Aliases.Alias.of(uuid == null ? standIn(field.name()) : uuid, several ? bound : Optional.empty());
    }

    private static UUID standIn(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
