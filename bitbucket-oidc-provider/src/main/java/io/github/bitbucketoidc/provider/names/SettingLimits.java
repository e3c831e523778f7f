package io.github.bitbucketoidc.provider.names;

import io.github.bitbucketoidc.core.token.TokenVerifier;
import java.time.Duration;

/** The least and the most that the settings of a policy may be, whether it is a file or built in code. */
public final class SettingLimits {

    public static final Duration MAX_SKEW = TokenVerifier.LARGEST_SKEW;
    public static final Duration MIN_LIFETIME = Duration.ofSeconds(1);
    public static final Duration MAX_LIFETIME = Duration.ofDays(30);
    public static final Duration MIN_DEADLINE = Duration.ofMillis(100);
    public static final Duration MAX_DEADLINE = Duration.ofSeconds(60);
    public static final int MAX_BUDGET = 120_000;

    private SettingLimits() {}
}
