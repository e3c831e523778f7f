package io.github.bitbucketoidc.store.file;

import java.io.Serial;

/** What was being read changed meanwhile: look again. */
final class FileChangedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    FileChangedException(String message) {
        super(message);
    }
}
