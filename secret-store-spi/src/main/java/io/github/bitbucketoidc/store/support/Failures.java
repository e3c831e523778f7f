package io.github.bitbucketoidc.store.support;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.SecretStoreException.Kind;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Makes the failures of a store. None has a cause: what a client library threw may quote what was sent, and would be in every log with it
 * (attack row H11). Stateless and thread-safe.
 *
 * <pre>{@code
 * SecretStoreException refused(SecretRequest request) {
 *     return Failures.denied("the server does not allow to read it", request.ids());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Failures {

    private Failures() {}

    /**
     * The store cannot answer now.
     *
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; empty when all are meant
     * @return the failure, of kind {@link Kind#UNAVAILABLE}
     */
    public static SecretStoreException unavailable(String message, Collection<SecretId> ids) {
        return unavailable(message, ids, null);
    }

    /**
     * The store cannot answer now, and it is known when it may.
     *
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; empty when all are meant
     * @param retryAfter how long to wait before trying again, or {@code null} if unknown
     * @return the failure, of kind {@link Kind#UNAVAILABLE}
     */
    public static SecretStoreException unavailable(
            String message, Collection<SecretId> ids, @Nullable Duration retryAfter) {
        return new SecretStoreException(Kind.UNAVAILABLE, message, ids, null, retryAfter);
    }

    /**
     * The store refused the provider, or the step that it logged in as.
     *
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; empty when all are meant
     * @return the failure, of kind {@link Kind#DENIED}
     */
    public static SecretStoreException denied(String message, Collection<SecretId> ids) {
        return new SecretStoreException(Kind.DENIED, message, ids);
    }

    /**
     * The settings cannot work as they are.
     *
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; empty when all are meant
     * @return the failure, of kind {@link Kind#MISCONFIGURED}
     */
    public static SecretStoreException misconfigured(String message, Collection<SecretId> ids) {
        return new SecretStoreException(Kind.MISCONFIGURED, message, ids);
    }

    /**
     * A secret is there, and is not usable.
     *
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; empty when all are meant
     * @return the failure, of kind {@link Kind#MALFORMED}
     */
    public static SecretStoreException malformed(String message, Collection<SecretId> ids) {
        return new SecretStoreException(Kind.MALFORMED, message, ids);
    }

    /**
     * The same failure for a thread of its own: one that several threads threw would carry a stack that is none of theirs.
     *
     * @param failure what one thread met
     * @return a copy without the cause, to be thrown by another thread
     */
    public static SecretStoreException copy(SecretStoreException failure) {
        return copy(failure, failure.ids());
    }

    /**
     * The same failure for a thread of its own, about the ids that this thread could not read for it.
     *
     * @param failure what one thread met
     * @param ids the ids of the copy; empty when all are meant
     * @return a copy without the cause, to be thrown by another thread
     */
    public static SecretStoreException copy(SecretStoreException failure, Collection<SecretId> ids) {
        SecretStoreException copy = new SecretStoreException(
                failure.kind(),
                String.valueOf(failure.getMessage()),
                ids,
                null,
                failure.retryAfter().orElse(null));
        boolean aboutIdsOnly = failure.kind() == Kind.UNAVAILABLE && !failure.isAboutStore();
        return aboutIdsOnly ? copy.aboutIdsOnly() : copy;
    }
}
