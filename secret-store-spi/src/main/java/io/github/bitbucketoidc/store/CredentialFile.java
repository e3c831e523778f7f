package io.github.bitbucketoidc.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a small text file that a setting points to with {@code { file: PATH }}. */
final class CredentialFile {

    /** A credential is a line or a key file; what is larger is the wrong file. */
    private static final int MAX_BYTES = 64 * 1024;

    private CredentialFile() {}

    /** The text of the file without one final newline. */
    static String read(Path file) throws UnreadableSettingException {
        String text = decode(file, bytes(file));
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static byte[] bytes(Path file) throws UnreadableSettingException {
        try {
            // Links are followed first (Kubernetes mounts every file as one), so that what is opened is what was looked
            // at.
            Path real = file.toRealPath();
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnreadableSettingException(
                        "the file '" + file + "' is not a regular file", "name a file, not a folder or device");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                throw new UnreadableSettingException(
                        "the file '" + file + "' is larger than 64 KiB",
                        "name the file that holds nothing but the credential");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new UnreadableSettingException(
                    "the file '" + file + "' does not exist",
                    "a relative path begins at the folder of the policy file",
                    e);
        } catch (IOException | SecurityException e) {
            throw new UnreadableSettingException(
                    "the file '" + file + "' cannot be read", "see that the user of this process may read it", e);
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
