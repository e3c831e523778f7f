package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.claims.ClaimWord;
import io.github.bitbucketoidc.core.filter.Aliases;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Takes every name for an alias, in a file that is refused already because its names could not be read. */
record AnyAlias(Aliases known) implements Aliases {

    @Override
    public Optional<Alias> find(ClaimWord word, String name) {
        return known.find(word, name)
                .or(() -> Optional.of(
                        Alias.of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), Optional.empty())));
    }

    @Override
    public Set<String> names(ClaimWord word) {
        return known.names(word);
    }
}
