package io.github.bitbucketoidc.store.file.reading;

import io.github.bitbucketoidc.store.SecretValue;
import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.FilePermissions;

/**
 * How the settings say that files are read.
 *
 * @param permissions who else may have access
 * @param trimNewline whether one final newline of a value is removed
 */
public record FileReading(FilePermissions permissions, boolean trimNewline) {

    /** The value that the bytes of a file are. */
    public SecretValue value(String file, byte[] bytes) throws FileProblemException {
        return value(Text.decode(file, bytes));
    }

    public AccessRule rule() {
        return AccessRule.secret(permissions);
    }

    /** What is encrypted may be read by anybody, as it is in a repository; who could write it could put another one there. */
    public AccessRule ruleForEncrypted() {
        return AccessRule.decision(permissions);
    }

    /** The value that a text is. */
    public SecretValue value(String text) {
        if (!trimNewline || !text.endsWith("\n")) {
            return SecretValue.of(text);
        }
        int newline = text.endsWith("\r\n") ? 2 : 1;
        return SecretValue.of(text.substring(0, text.length() - newline));
    }
}
