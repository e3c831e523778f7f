package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.util.Collection;
import java.util.List;

/** What a store of files refuses whatever its files hold. */
final class StoreRefusals {

    private StoreRefusals() {}

    static void checkOpen(boolean closed) {
        if (closed) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.UNAVAILABLE, "the file store is closed", List.of());
        }
    }

    /** A file has no past: answering with what it holds now would be the wrong version. */
    static void checkNoVersions(Collection<SecretId> ids) {
        List<SecretId> versioned =
                ids.stream().filter(id -> id.version().isPresent()).toList();
        if (!versioned.isEmpty()) {
            throw new SecretStoreException(
                    SecretStoreException.Kind.MISCONFIGURED,
                    "the file store has no versions: write " + versioned.get(0).path() + " without @"
                            + versioned.get(0).version().orElse(""),
                    versioned);
        }
    }
}
