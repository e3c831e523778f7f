package io.github.bitbucketoidc.provider.names;

import java.io.Serial;

/** A reference to a secret is not one. Thrown and caught within this package, which adds the place in the file. */
public final class ReferenceException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String hint;

    public ReferenceException(int offset, String message, String hint) {
        super(message);
        this.offset = offset;
        this.hint = hint;
    }

    public int offset() {
        return offset;
    }

    public String hint() {
        return hint;
    }
}
