package io.github.bitbucketoidc.store.settings;

import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.RegularFile;
import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads a small text file that a setting points to with {@code { file: PATH }}. */
final class CredentialFile {

    /** A credential is a line or a key file; what is larger is the wrong file. */
    private static final int MAX_BYTES = 64 * 1024;

    private CredentialFile() {}

    /** The text of the file without one final newline. */
    static String read(Path file, AccessRule rule) throws UnreadableSettingException {
        String text = decode(file, bytes(file, rule));
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static byte[] bytes(Path file, AccessRule rule) throws UnreadableSettingException {
        try {
            return RegularFile.read(file, MAX_BYTES, rule);
        } catch (UnusableFileException e) {
            throw switch (e.reason()) {
                case NOT_REGULAR ->
                    new UnreadableSettingException(
                            "the file '" + file + "' is not a regular file", "name a file, not a folder or device");
                case TOO_LARGE ->
                    new UnreadableSettingException(
                            "the file '" + file + "' is larger than 64 KiB",
                            "name the file that holds nothing but the credential");
                case OPEN_TO_OTHERS ->
                    new UnreadableSettingException(
                            e.message(),
                            e.fix()
                                    + e.enough()
                                            .map(word -> ", or write { file: PATH, permissions: " + word + " }")
                                            .orElse(""));
                default -> new UnreadableSettingException(e.message(), e.fix(), e);
            };
        }
    }

    private static String decode(Path file, byte[] bytes) throws UnreadableSettingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            // The cause is left out: nothing about the content may travel with the message.
            throw new UnreadableSettingException(
                    "the file '" + file + "' is not UTF-8 text", "a credential must be text");
        }
    }
}
