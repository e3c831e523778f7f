package io.github.bitbucketoidc.store.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a name shows without opening what is there: opening a pipe or a device can block or never end. Two equal ones
 * mean that it was the same file, unchanged, as far as the clock of the file system can tell.
 *
 * @param key which file it is, if the system tells
 * @param size its size in bytes
 * @param modified when it was last written; of a folder, when a name in it came, went or was exchanged
 * @param kind what it is
 * @since 0.1.0
 */
public record FileFacts(@Nullable Object key, long size, FileTime modified, Kind kind) {

    /** What has a name. */
    public enum Kind {
        /** A file with a content. */
        REGULAR,
        /** A folder. */
        FOLDER,
        /** A symbolic link. */
        LINK,
        /** A pipe, a device, a socket. */
        OTHER
    }

    static FileFacts of(BasicFileAttributes attributes) {
        Kind kind = attributes.isRegularFile()
                ? Kind.REGULAR
                : attributes.isDirectory() ? Kind.FOLDER : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
        return new FileFacts(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), kind);
    }
}
