package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the failures of this store. What was thrown below is never their cause: its message may quote what was sent. */
final class Failures {

    private Failures() {}

    static SecretStoreException unavailable(String message, List<SecretId> ids) {
        return new SecretStoreException(Kind.UNAVAILABLE, message, ids);
    }

    static SecretStoreException unavailable(String message, List<SecretId> ids, @Nullable Duration retryAfter) {
        return new SecretStoreException(Kind.UNAVAILABLE, message, ids, null, retryAfter);
    }

    static SecretStoreException denied(String message, List<SecretId> ids) {
        return new SecretStoreException(Kind.DENIED, message, ids);
    }

    static SecretStoreException misconfigured(String message, List<SecretId> ids) {
        return new SecretStoreException(Kind.MISCONFIGURED, message, ids);
    }

    static SecretStoreException malformed(String message, List<SecretId> ids) {
        return new SecretStoreException(Kind.MALFORMED, message, ids);
    }

    /** The same failure for a thread of its own: one that several threads throw would carry a stack that is none of theirs. */
    static SecretStoreException copy(SecretStoreException failure) {
        return new SecretStoreException(
                failure.kind(),
                String.valueOf(failure.getMessage()),
                failure.ids(),
                null,
                failure.retryAfter().orElse(null));
    }
}
