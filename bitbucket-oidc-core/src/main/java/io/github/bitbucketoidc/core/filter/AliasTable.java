package io.github.bitbucketoidc.core.filter;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.text.Quoting;
import io.github.bitbucketoidc.core.text.Uuids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Aliases held in maps. */
final class AliasTable implements Aliases {

    private final Map<ClaimWord, Map<String, Alias>> table = new LinkedHashMap<>();

    AliasTable(Map<ClaimWord, Map<String, Alias>> table) {
        table.forEach((word, aliases) -> {
            if (!word.isUuid()) {
                throw new IllegalArgumentException("`" + word.word() + "` has no aliases: its values are not UUIDs");
            }
            aliases.forEach((name, alias) -> check(word, name, alias));
            this.table.put(word, new LinkedHashMap<>(aliases));
        });
    }

    private static void check(ClaimWord word, String name, Alias alias) {
        objection(name).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        if (word == ClaimWord.WORKSPACE && alias.workspace().isPresent()) {
            throw new IllegalArgumentException("the workspace alias `" + name + "` cannot be bound to a workspace");
        }
    }

    @Override
    public Optional<Alias> find(ClaimWord word, String name) {
        return Optional.ofNullable(table.getOrDefault(word, Map.of()).get(name));
    }

    @Override
    public Set<String> names(ClaimWord word) {
        return Set.copyOf(table.getOrDefault(word, Map.of()).keySet());
    }

    static Optional<String> objection(String name) {
        if (name.isEmpty()) {
            return Optional.of("an alias must not be empty");
        }
        if (Vocabulary.WORDS.contains(name)) {
            return Optional.of("`" + name + "` is a word of the language and cannot be an alias");
        }
        if (Uuids.parse(name) != null) {
            return Optional.of("an alias must not look like a UUID");
        }
        for (int i = 0; i < name.length(); i++) {
            if (i == 0 ? !Vocabulary.startsWord(name.charAt(0)) : !Vocabulary.continuesWord(name.charAt(i))) {
                return Optional.of(
                        "an alias starts with a letter or `_` and goes on with letters, digits, `_`, `-` and `.`"
                                + " (all ASCII); " + Quoting.quote(name) + " does not");
            }
        }
        return Optional.empty();
    }
}
