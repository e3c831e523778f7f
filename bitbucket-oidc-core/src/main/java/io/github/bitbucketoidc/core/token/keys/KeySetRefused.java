package io.github.bitbucketoidc.core.token.keys;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A refresh of a key set failed: the issuer was not reachable, or what it answered is not to be used. The message is safe. */
public final class KeySetRefused extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final long retryAfter;

    public KeySetRefused(String message) {
        this(message, null);
    }

    public KeySetRefused(String message, @Nullable Throwable cause) {
        this(message, cause, 0, 0);
    }

    public KeySetRefused(String message, @Nullable Throwable cause, int status, long retryAfter) {
        super(message, cause);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** The status of an answer that was not 200, else 0. */
    public int status() {
        return status;
    }

    /** For how many milliseconds the issuer wants to be left alone; 0 if it did not say. */
    public long retryAfter() {
        return retryAfter;
    }
}
