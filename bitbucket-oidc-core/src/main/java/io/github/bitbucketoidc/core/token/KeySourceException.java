package io.github.bitbucketoidc.core.token;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * There is no key set to judge a token by: the issuer was never reachable, or has not been for longer than the outage
 * tolerance (attack row K16). It says nothing about the token; the caller may come again later.
 *
 * @since 0.1.0
 */
public final class KeySourceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Names the issuer and what went wrong.
     *
     * @param message which issuer, what was tried, how to mend it; safe to log
     * @param cause the failure below, if there is one
     */
    public KeySourceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
