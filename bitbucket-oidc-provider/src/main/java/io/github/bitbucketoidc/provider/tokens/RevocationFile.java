package io.github.bitbucketoidc.provider.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the file, up to a bound. Immutable. */
final class RevocationFile {

    /** Some 100,000 lines. */
    static final int LARGEST = 8 * 1024 * 1024;

    private final Path path;

    RevocationFile(Path path) {
        this.path = path;
    }

    /**
     * Reads all of it.
     *
     * @throws IOException if it cannot be read, is no regular file or is too large
     */
    RevocationList read() throws IOException {
        // A pipe would make the reader wait for ever.
        if (!Files.isRegularFile(path)) {
            throw new IOException(Files.exists(path) ? "not a regular file" : "not there");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw new IOException("larger than " + LARGEST + " bytes");
        }
        // One character for each byte: a line in another encoding is a bad line and spoils no other.
        return RevocationList.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
