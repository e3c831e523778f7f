package io.github.bitbucketoidc.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a whole file, and only a regular one of a bounded size with the right permissions (attacks.md section 2: "1 GB,
 * directory, FIFO, /dev/zero").
 */
final class RegularFile {

    /** No answer is larger than 120,000 characters, so a file that is larger than this is the wrong one. */
    static final int MAX_BYTES = 1024 * 1024;

    private RegularFile() {}

    /**
     * The bytes of a file.
     *
     * @param real a path without links
     */
    static byte[] read(Path real, FilePermissions permissions)
            throws FileProblemException, FileChangedException, NoSuchFileException {
        try {
            FileState before = FileState.of(real);
            check(real, before, permissions);
            byte[] bytes;
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                throw tooLarge(real);
            }
            if (!before.same(FileState.of(real))) {
                throw new FileChangedException("the file '" + real + "' is being changed");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | SecurityException e) {
            throw FileProblemException.unavailable(
                    "the file '" + real + "' cannot be read", "see that the user of this process may read it", e);
        }
    }

    private static void check(Path real, FileState state, FilePermissions permissions)
            throws FileProblemException, IOException {
        if (!state.regular()) {
            throw FileProblemException.misconfigured(
                    "'" + real + "' is not a regular file", "a folder, a pipe or a device cannot hold a value");
        }
        if (state.posix().isPresent()) {
            permissions.check(real, state.posix().get());
        }
        if (state.size() > MAX_BYTES) {
            throw tooLarge(real);
        }
    }

    private static FileProblemException tooLarge(Path real) {
        return FileProblemException.misconfigured(
                "the file '" + real + "' is larger than " + MAX_BYTES + " bytes", "no secret is that large");
    }

    /** The text that the bytes of a file are. */
    static String decode(Path file, byte[] bytes) throws FileProblemException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw FileProblemException.malformed("the file '" + file + "' is not UTF-8 text", "a secret must be text");
        }
    }
}
