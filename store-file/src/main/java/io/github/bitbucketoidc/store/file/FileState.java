package io.github.bitbucketoidc.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a file shows without opening it: opening a FIFO or a device can block or never end. Two equal states mean
 * that the same file was not changed in between, as far as the clock of the file system can tell.
 */
record FileState(
        @Nullable Object key,
        long size,
        FileTime modified,
        boolean regular,
        boolean directory,
        Optional<PosixFileAttributes> posix) {

    /** Links are not followed. */
    static FileState of(Path file) throws IOException {
        BasicFileAttributes basic = attributes(file);
        return new FileState(
                basic.fileKey(),
                basic.size(),
                basic.lastModifiedTime(),
                basic.isRegularFile(),
                basic.isDirectory(),
                basic instanceof PosixFileAttributes posix ? Optional.of(posix) : Optional.empty());
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException e) {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
    }

    boolean same(FileState other) {
        return String.valueOf(key).equals(String.valueOf(other.key))
                && size == other.size
                && modified.equals(other.modified)
                && regular == other.regular;
    }
}
