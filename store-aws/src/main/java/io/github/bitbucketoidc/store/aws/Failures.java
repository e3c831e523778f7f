package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Makes the failures of these stores. What was thrown below is never their cause: its message may quote what was sent. */
final class Failures {

    /** Throttling and outages of AWS pass in seconds. */
    static final Duration UNTIL_RETRY = Duration.ofSeconds(2);

    private Failures() {}

    static SecretStoreException unavailable(String message, Collection<SecretId> ids) {
        return new SecretStoreException(Kind.UNAVAILABLE, message, ids, null, UNTIL_RETRY);
    }

    static SecretStoreException denied(String message, Collection<SecretId> ids) {
        return new SecretStoreException(Kind.DENIED, message, ids);
    }

    static SecretStoreException misconfigured(String message, Collection<SecretId> ids) {
        return new SecretStoreException(Kind.MISCONFIGURED, message, ids);
    }

    static SecretStoreException malformed(String message, SecretId id) {
        return new SecretStoreException(Kind.MALFORMED, message, List.of(id));
    }

    /** The same failure for a thread of its own, and for the ids that it could not read. */
    static SecretStoreException copy(SecretStoreException failure, Collection<SecretId> ids) {
        return new SecretStoreException(
                failure.kind(),
                String.valueOf(failure.getMessage()),
                ids.isEmpty() ? failure.ids() : ids,
                null,
                failure.retryAfter().orElse(null));
    }
}
