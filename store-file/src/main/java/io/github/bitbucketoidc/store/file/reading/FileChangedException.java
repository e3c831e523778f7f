package io.github.bitbucketoidc.store.file.reading;

import java.io.Serial;

/** What was being read changed meanwhile: look again. */
public final class FileChangedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Whether it was read whole, but has not held still for long enough. */
    private final boolean notStill;

    public FileChangedException(String message) {
        this(message, false);
    }

    private FileChangedException(String message, boolean notStill) {
        super(message);
        this.notStill = notStill;
    }

    public static FileChangedException notStill(String message) {
        return new FileChangedException(message, true);
    }

    public boolean isNotStill() {
        return notStill;
    }
}
