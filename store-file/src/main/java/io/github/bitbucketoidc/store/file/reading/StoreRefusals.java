package io.github.bitbucketoidc.store.file.reading;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a store of files refuses whatever its files hold. */
public final class StoreRefusals {

    private StoreRefusals() {}

    public static void checkOpen(boolean closed) {
        if (closed) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE, "the file store is closed", List.of());
        }
    }

    /** A file has no past: answering with what it holds now would be the wrong version. */
    public static Optional<String> problem(SecretId id) {
        return id.version()
                .map(version -> "the file store has no versions: write " + id.path() + " without @" + version);
    }

    public static void checkNoVersions(Collection<SecretId> ids) {
        List<SecretId> versioned =
                ids.stream().filter(id -> id.version().isPresent()).toList();
        if (!versioned.isEmpty()) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.MISCONFIGURED,
                    problem(versioned.get(0)).orElseThrow(),
                    versioned);
        }
    }
}
