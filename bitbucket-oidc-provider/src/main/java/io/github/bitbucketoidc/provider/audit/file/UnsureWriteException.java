package io.github.bitbucketoidc.provider.audit.file;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A line is in the file, and nobody knows whether it will stay there: the disk did not confirm it.
 *
 * @since 0.1.0
 */
public final class UnsureWriteException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    UnsureWriteException(String message, IOException cause) {
        super(message, cause);
    }
}
