package io.github.bitbucketoidc.core.token;

import java.io.IOException;
import java.io.Serial;

/** A document is refused; carries the reason up to {@link StrictJson#read}, and no stack trace, which nobody would read. */
final class JsonRefusal extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    JsonRefusal(Rejection rejection) {
        super(rejection.detail());
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }

    @Override
    @SuppressWarnings("NonSynchronizedMethodOverridesSynchronizedMethod") // there is nothing to guard
    public Throwable fillInStackTrace() {
        return this;
    }
}
