package io.github.bitbucketoidc.provider.names;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.Aliases;
import io.github.bitbucketoidc.core.issuer.Workspace;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a policy calls its UUIDs: the aliases that filters may write, and the way back for explanations. Immutable. */
public final class NameTable {

    private final Aliases aliases;
    private final Map<ClaimWord, Map<UUID, String>> names = new EnumMap<>(ClaimWord.class);

    private NameTable(Map<ClaimWord, Map<String, Aliases.Alias>> table) {
        this.aliases = Aliases.of(table);
        table.forEach((word, entries) -> {
            Map<UUID, String> byUuid = new LinkedHashMap<>();
            entries.forEach((name, alias) -> byUuid.putIfAbsent(alias.uuid(), name));
            names.put(word, byUuid);
        });
    }

    /** The slug of each workspace is its alias, if the language can spell it. */
    public static NameTable of(
            List<Workspace> workspaces,
            Map<String, Aliases.Alias> repositories,
            Map<String, Aliases.Alias> environments) {
        Map<String, Aliases.Alias> slugs = new LinkedHashMap<>();
        for (Workspace workspace : workspaces) {
            if (Aliases.objection(workspace.slug()).isEmpty()) {
                slugs.put(workspace.slug(), Aliases.Alias.of(workspace.uuid(), Optional.empty()));
            }
        }
        Map<ClaimWord, Map<String, Aliases.Alias>> table = new EnumMap<>(ClaimWord.class);
        table.put(ClaimWord.WORKSPACE, slugs);
        table.put(ClaimWord.REPOSITORY, repositories);
        table.put(ClaimWord.ENVIRONMENT, environments);
        return new NameTable(table);
    }

    public Aliases aliases() {
        return aliases;
    }

    public Optional<String> name(ClaimWord word, UUID uuid) {
        return Optional.ofNullable(names.getOrDefault(word, Map.of()).get(uuid));
    }
}
