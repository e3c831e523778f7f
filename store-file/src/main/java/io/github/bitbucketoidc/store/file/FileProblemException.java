package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.SecretStoreException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file cannot be used. Says what, where and how to mend it, and never what is in the file. */
final class FileProblemException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final SecretStoreException.Kind kind;
    private final String hint;

    FileProblemException(SecretStoreException.Kind kind, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    static FileProblemException unavailable(String message, String hint, @Nullable Throwable cause) {
        return new FileProblemException(SecretStoreException.Kind.UNAVAILABLE, message, hint, cause);
    }

    static FileProblemException misconfigured(String message, String hint) {
        return new FileProblemException(SecretStoreException.Kind.MISCONFIGURED, message, hint, null);
    }

    static FileProblemException malformed(String message, String hint) {
        return new FileProblemException(SecretStoreException.Kind.MALFORMED, message, hint, null);
    }

    SecretStoreException.Kind kind() {
        return kind;
    }

    String hint() {
        return hint;
    }

    /** What is wrong and how to mend it, in one line. */
    String line() {
        return getMessage() + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
