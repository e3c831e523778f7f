package io.github.bitbucketoidc.store.file.reading;

import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file cannot be used. Says what, where and how to fix it, and never what is in the file. */
public final class FileProblemException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final SecretStoreException.Kind kind;
    private final String hint;

    FileProblemException(SecretStoreException.Kind kind, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    public static FileProblemException unavailable(String message, String hint, @Nullable Throwable cause) {
        return new FileProblemException(SecretStoreException.Kind.UNAVAILABLE, message, hint, cause);
    }

    public static FileProblemException misconfigured(String message, String hint) {
        return new FileProblemException(SecretStoreException.Kind.MISCONFIGURED, message, hint, null);
    }

    public static FileProblemException malformed(String message, String hint) {
        return new FileProblemException(SecretStoreException.Kind.MALFORMED, message, hint, null);
    }

    public static FileProblemException of(UnusableFileException e) {
        SecretStoreException.Kind kind = switch (e.reason()) {
            case MISSING, UNREADABLE, CHANGING -> SecretStoreException.Kind.UNAVAILABLE;
            case NOT_REGULAR, TOO_LARGE, OPEN_TO_OTHERS -> SecretStoreException.Kind.MISCONFIGURED;
        };
        String loosen = e.enough().map(word -> ", or set permissions: " + word).orElse("");
        return new FileProblemException(kind, e.message(), e.fix() + loosen, e);
    }

    public SecretStoreException.Kind kind() {
        return kind;
    }

    public String hint() {
        return hint;
    }

    /** What is wrong and how to fix it, in one line. */
    public String line() {
        return getMessage() + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
