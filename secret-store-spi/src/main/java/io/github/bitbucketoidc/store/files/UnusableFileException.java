package io.github.bitbucketoidc.store.files;

import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file cannot be used. Its message says what and where, {@link #fix()} what to do; neither holds anything of the content.
 *
 * @since 0.1.0
 */
public final class UnusableFileException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Nothing has this name. */
        MISSING,
        /** The system does not let this process read it, or reading failed. */
        UNREADABLE,
        /** It is a folder, a pipe, a device or a link. */
        NOT_REGULAR,
        /** It is larger than anything that could be meant. */
        TOO_LARGE,
        /** Others may write or read it, or it belongs to somebody else. */
        OPEN_TO_OTHERS,
        /** It was exchanged or written while it was read, again and again. */
        CHANGING
    }

    /** Why it cannot be used. */
    private final Reason reason;

    /** What to do. */
    private final String fix;

    /** What would have let it in. */
    private final @Nullable FilePermissions enough;

    /**
     * A file that cannot be used.
     *
     * @param reason why
     * @param message what and where
     * @param fix what to do; may be empty
     * @param cause what is behind it
     */
    public UnusableFileException(Reason reason, String message, String fix, @Nullable Throwable cause) {
        this(reason, message, fix, null, cause);
    }

    UnusableFileException(Reason reason, String message, String fix) {
        this(reason, message, fix, null, null);
    }

    /** A file to which others have access. */
    UnusableFileException(String message, String fix, FilePermissions enough) {
        this(Reason.OPEN_TO_OTHERS, message, fix, enough, null);
    }

    /** A file that the system does not let this process read. */
    static UnusableFileException unreadable(Path shown, Exception cause) {
        return new UnusableFileException(
                Reason.UNREADABLE,
                "the file '" + shown + "' cannot be read",
                "see that the user of this process may read it",
                cause);
    }

    private UnusableFileException(
            Reason reason, String message, String fix, @Nullable FilePermissions enough, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.fix = fix;
        this.enough = enough;
    }

    /**
     * Why it cannot be used.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * What is wrong.
     *
     * @return what and where, in one line
     */
    public String message() {
        return String.valueOf(getMessage());
    }

    /**
     * How to fix it.
     *
     * @return what to do; may be empty
     */
    public String fix() {
        return fix;
    }

    /**
     * What else would do, if others have access to the file; where it is said depends on who names the file, so {@link #fix()} does
     * not hold it.
     *
     * @return the strictest permissions with which the file could be used; empty for any other reason
     */
    public Optional<FilePermissions> enough() {
        return Optional.ofNullable(enough);
    }
}
