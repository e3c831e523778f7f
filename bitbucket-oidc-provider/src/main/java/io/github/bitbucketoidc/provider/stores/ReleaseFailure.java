package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.release.Release;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with a coded reason. Never leaves the provider; its detail never holds a value. */
public final class ReleaseFailure extends RuntimeException {

    /** Long enough for a hiccup to pass, short against the length of a build. */
    public static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    @Serial
    private static final long serialVersionUID = 1L;

    private final Release.FailureCode code;
    private final Duration retryAfter;

    public ReleaseFailure(Release.FailureCode code, String detail) {
        this(code, detail, null);
    }

    public ReleaseFailure(Release.FailureCode code, String detail, @Nullable Duration retryAfter) {
        // without a stack trace: this is a result, and it is made at the worst of times
        super(detail, null, false, false);
        this.code = code;
        this.retryAfter = retryAfter == null || retryAfter.isNegative() ? DEFAULT_RETRY_AFTER : retryAfter;
    }

    public Release.FailureCode code() {
        return code;
    }

    public Release.Failed release() {
        return Release.Failed.of(code, String.valueOf(getMessage()), retryAfter);
    }
}
