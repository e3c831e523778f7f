package io.github.bitbucketoidc.store;

import java.io.Serial;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store could not answer. Its message is for the operator: it may name ids and addresses, never a value or a token. The
 * caller of the HTTP interface sees none of it.
 *
 * @since 0.1.0
 */
public final class SecretStoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as the answer depends on it. */
    public enum Kind {
        /** The store cannot be reached, is overloaded or was too slow: trying again later may help (503). */
        UNAVAILABLE,
        /** The store refused the provider, or the step that it logged in as: an operator must act (503). */
        DENIED,
        /** The settings cannot work as they are, for example a mount that does not exist (500). */
        MISCONFIGURED,
        /** The secret is there but is not what was asked for, for example a number where text is needed (500). */
        MALFORMED
    }

    /** What kind of failure it is. */
    private final Kind kind;

    private final transient List<SecretId> ids;
    /** How long to wait before asking again, if the store said so. */
    private final @Nullable Duration retryAfter;
    /** Whether it says nothing about the rest of the store. */
    private final boolean aboutIdsOnly;

    /**
     * A failure.
     *
     * @param kind what went wrong
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; may be empty when all are meant
     * @param cause what is behind it, or {@code null}; its message must not hold a value either
     */
    public SecretStoreException(Kind kind, String message, Collection<SecretId> ids, @Nullable Throwable cause) {
        this(kind, message, ids, cause, null);
    }

    /**
     * A failure after which trying again makes sense.
     *
     * @param kind what went wrong
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; may be empty when all are meant
     * @param cause what is behind it, or {@code null}; its message must not hold a value either
     * @param retryAfter when to try again, or {@code null} if unknown
     */
    public SecretStoreException(
            Kind kind,
            String message,
            Collection<SecretId> ids,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter) {
        this(kind, message, ids, cause, retryAfter, false);
    }

    private SecretStoreException(
            Kind kind,
            String message,
            Collection<SecretId> ids,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter,
            boolean aboutIdsOnly) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.ids = List.copyOf(ids);
        this.retryAfter = retryAfter;
        this.aboutIdsOnly = aboutIdsOnly;
    }

    /**
     * A failure without a cause.
     *
     * @param kind what went wrong
     * @param message for the operator; never a value
     * @param ids the ids that could not be read; may be empty when all are meant
     */
    public SecretStoreException(Kind kind, String message, Collection<SecretId> ids) {
        this(kind, message, ids, null, null);
    }

    /**
     * The same failure, marked as one that these ids alone brought about, or what was asked for on the whole where it names none: a file
     * that cannot be read, a path for which the server fails while it answers for others. A provider goes on asking the store for other secrets, however often such a failure
     * comes back (attack row D10). Without this mark, {@link Kind#UNAVAILABLE} is taken to mean the whole store.
     *
     * @return a copy with the mark
     */
    public SecretStoreException aboutIdsOnly() {
        SecretStoreException marked =
                new SecretStoreException(kind, String.valueOf(getMessage()), ids(), getCause(), retryAfter, true);
        marked.setStackTrace(getStackTrace());
        return marked;
    }

    /**
     * Whether the whole store failed, as far as it knows: it is {@link Kind#UNAVAILABLE}, and not for {@linkplain #aboutIdsOnly() these
     * ids only}.
     *
     * @return {@code true} if there is no use in asking for other secrets now
     */
    public boolean isAboutStore() {
        return kind == Kind.UNAVAILABLE && !aboutIdsOnly;
    }

    /**
     * What went wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * What could not be read.
     *
     * @return the ids, unmodifiable; empty when all are meant
     */
    public List<SecretId> ids() {
        return ids == null ? List.of() : ids;
    }

    /**
     * When to try again.
     *
     * @return how long to wait, if the store said so
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
