package io.github.bitbucketoidc.core.policy;

import java.io.Serial;

/** A reference to a secret is not one. Thrown and caught within this package, which adds the place in the file. */
final class ReferenceException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String hint;

    ReferenceException(int offset, String message, String hint) {
        super(message);
        this.offset = offset;
        this.hint = hint;
    }

    int offset() {
        return offset;
    }

    String hint() {
        return hint;
    }
}
