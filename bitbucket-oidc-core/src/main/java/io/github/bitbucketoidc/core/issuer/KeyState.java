package io.github.bitbucketoidc.core.issuer;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How an issuer's key set is doing, for a health page. A snapshot: immutable, safe to share.
 *
 * @param issuer the issuer's exact text
 * @param age since the set in use was asked for, by the monotonic clock; empty while there is none
 * @param usableKeys how many keys of that set can verify a token; 0 while there is none
 * @param lastFailure why the latest refresh failed, safe to log; empty when it succeeded or was never tried
 * @since 0.1.0
 */
public record KeyState(String issuer, Optional<Duration> age, int usableKeys, Optional<String> lastFailure) {

    /**
     * Checks the parts.
     *
     * @param issuer the issuer's exact text
     * @param age since the set in use was asked for
     * @param usableKeys how many keys can verify a token
     * @param lastFailure why the latest refresh failed
     */
    public KeyState {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(lastFailure, "lastFailure");
    }

    /**
     * Whether tokens of this issuer can be judged without asking for keys first.
     *
     * @return {@code true} when there is a set with usable keys; {@code false} before the first token is normal, since keys
     *     are fetched when they are needed
     */
    public boolean isLoaded() {
        return usableKeys > 0;
    }
}
