package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.release.Release;
import java.io.Serial;

/** Ends the way of a request with what came of it, before its last step. Never leaves this package. */
final class EndOfRequest extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Release release;

    EndOfRequest(Release release) {
        // without a stack trace: this is a result, and strangers can cause it as often as they like
        super(null, null, false, false);
        this.release = release;
    }

    Release release() {
        return release;
    }
}
