package io.github.bitbucketoidc.core.issuer;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * It could not be found out whether a token's issuer has its key: the issuer was not reachable, its keys are too old (attack row K16), or
 * it may not be asked again yet (K14). It says nothing about the token; the caller may come again later.
 *
 * @since 0.1.0
 */
public final class KeySourceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** When the issuer may be asked again, if that is known. */
    @SuppressWarnings("serial") // a Duration is serializable
    private final @Nullable Duration retryAfter;

    /**
     * Names the issuer and what went wrong.
     *
     * @param message which issuer, what was tried, how to fix it; safe to log
     * @param cause the failure below, if there is one
     */
    public KeySourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = null;
    }

    /**
     * Names the issuer, what went wrong and when it may be better.
     *
     * @param message which issuer, what was tried, how to fix it; safe to log
     * @param retryAfter after which time the issuer may be asked again
     */
    public KeySourceException(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    /**
     * When to come again.
     *
     * @return after which time the issuer may be asked again; empty if that is not known
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
