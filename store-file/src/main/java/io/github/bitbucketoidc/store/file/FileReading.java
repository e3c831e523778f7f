package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.SecretValue;
import java.nio.file.Path;

/**
 * How the settings say that files are read.
 *
 * @param permissions who else may have access
 * @param trimNewline whether one final newline of a value is removed
 */
record FileReading(FilePermissions permissions, boolean trimNewline) {

    /** The value that the bytes of a file are. */
    SecretValue value(Path file, byte[] bytes) throws FileProblemException {
        return value(RegularFile.decode(file, bytes));
    }

    /** The value that a text is. */
    SecretValue value(String text) {
        if (!trimNewline || !text.endsWith("\n")) {
            return SecretValue.of(text);
        }
        int newline = text.endsWith("\r\n") ? 2 : 1;
        return SecretValue.of(text.substring(0, text.length() - newline));
    }
}
