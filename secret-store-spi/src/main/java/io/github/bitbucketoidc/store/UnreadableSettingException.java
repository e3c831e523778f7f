package io.github.bitbucketoidc.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A setting points to an environment variable or a file that cannot be used. Its message never holds the content. */
final class UnreadableSettingException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;

    UnreadableSettingException(String message, String hint) {
        this(message, hint, null);
    }

    UnreadableSettingException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }
}
