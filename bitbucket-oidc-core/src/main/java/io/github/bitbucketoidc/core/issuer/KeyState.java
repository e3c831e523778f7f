package io.github.bitbucketoidc.core.issuer;

import java.time.Duration;
import java.util.Optional;

/**
 * How an issuer's key set is doing, for a health page. A snapshot: immutable, safe to share.
 *
 * @since 0.1.0
 */
public interface KeyState {

    /** {@return the issuer's exact text} */
    String issuer();

    /** {@return since the set in use was asked for, by the monotonic clock; empty while there is none} */
    Optional<Duration> age();

    /** {@return how many keys of that set can verify a token; 0 while there is none} */
    int usableKeys();

    /** {@return why the latest refresh failed, safe to log; empty when it succeeded or was never tried} */
    Optional<String> lastFailure();

    /**
     * Whether tokens of this issuer can be judged without asking for keys first.
     *
     * @return {@code true} when there is a set with usable keys; {@code false} before the first token is normal, since keys
     *     are fetched when they are needed
     */
    default boolean isLoaded() {
        return usableKeys() > 0;
    }
}
