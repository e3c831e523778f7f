package io.github.bitbucketoidc.core.token;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A refresh of a key set failed: the issuer was not reachable, or what it answered is not to be used. The message is safe. */
final class KeySetRefused extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    KeySetRefused(String message) {
        this(message, null);
    }

    KeySetRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
