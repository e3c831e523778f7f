package io.github.bitbucketoidc.store.vault.engine;

import io.github.bitbucketoidc.store.SecretId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds references that were copied from Vault's HTTP API, where KV version 2 has {@code data/} between the mount and the name. Written
 * so they name another secret, which is almost never there.
 */
final class ApiPath {

    private static final Set<String> WORDS = Set.of("data", "metadata", "delete", "undelete", "destroy", "subkeys");
    private static final String API = "v1";

    private ApiPath() {}

    /** Why an id looks copied, and what to write instead; asks nobody. */
    static Optional<String> problem(SecretId id, Mounts mounts) {
        List<String> path = id.path().segments();
        Optional<Mounts.Mount> mount = mounts.configured(path);
        if (mount.filter(known -> known.engine() != Mounts.Engine.KV2).isPresent()) {
            return Optional.empty();
        }
        if (mount.isEmpty() && path.size() > 1 && path.get(0).equals(API)) {
            List<String> rest = path.subList(1, path.size());
            return said(API, rest.size() > 2 && WORDS.contains(rest.get(1)) ? without(rest, 1) : rest);
        }
        int index = mount.map(known -> known.segments().size()).orElse(1);
        if (path.size() <= index + 1 || !WORDS.contains(path.get(index))) {
            return Optional.empty();
        }
        return said(path.get(index), without(path, index));
    }

    private static List<String> without(List<String> path, int index) {
        List<String> rest = new ArrayList<>(path);
        rest.remove(index);
        return rest;
    }

    private static Optional<String> said(String word, List<String> name) {
        return Optional.of("`" + word + "/` belongs to Vault's HTTP API and not to the name of a secret; fix: write "
                + String.join("/", name)
                + ", or, if the name really holds it, allow: [data-path] in the store's settings");
    }
}
