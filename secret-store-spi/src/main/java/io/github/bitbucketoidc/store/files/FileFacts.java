package io.github.bitbucketoidc.store.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a name shows without opening what is there: opening a pipe or a device can block or never end. Two equal ones
 * mean that it was the same file, unchanged, as far as the clock of the file system can tell.
 *
 * @since 0.1.0
 */
public final class FileFacts {

    private final @Nullable Object key;
    private final long size;
    private final FileTime modified;
    private final Kind kind;

    private FileFacts(@Nullable Object key, long size, FileTime modified, Kind kind) {
        this.key = key;
        this.size = size;
        this.modified = modified;
        this.kind = kind;
    }

    /** {@return which file it is, if the system tells} */
    public @Nullable Object key() {
        return key;
    }

    /** {@return its size in bytes} */
    public long size() {
        return size;
    }

    /** {@return when it was last written; of a folder, when a name in it came, went or was exchanged} */
    public FileTime modified() {
        return modified;
    }

    /** {@return what it is} */
    public Kind kind() {
        return kind;
    }

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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileFacts that
                && Objects.equals(that.key, key)
                && that.size == size
                && that.modified.equals(modified)
                && that.kind.equals(kind);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, size, modified, kind);
    }

    @Override
    public String toString() {
        return "FileFacts[key=" + key + ", size=" + size + ", modified=" + modified + ", kind=" + kind + "]";
    }
}
