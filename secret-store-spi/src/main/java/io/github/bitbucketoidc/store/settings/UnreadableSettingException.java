package io.github.bitbucketoidc.store.settings;

import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A setting points to an environment variable or a file that cannot be used. Its message never holds the content. */
public final class UnreadableSettingException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;

    public UnreadableSettingException(String message, String hint) {
        this(message, hint, null);
    }

    UnreadableSettingException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** Whether it may be right again in a moment: a file that is being replaced is away, empty or closed to others meanwhile. */
    public boolean mayPass() {
        return getCause() instanceof IOException || getCause() instanceof UnusableFileException;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }
}
