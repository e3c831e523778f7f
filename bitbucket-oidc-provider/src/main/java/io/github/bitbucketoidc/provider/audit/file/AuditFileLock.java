package io.github.bitbucketoidc.provider.audit.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Checks where an audit file may be, and sees that it has one writer. Thread-safe. */
final class AuditFileLock {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /**
     * The files of this process. A second descriptor of one of them must not even be opened: with most systems the lock of a process
     * on a file ends when any of its descriptors is closed.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private AuditFileLock() {}

    /** Takes the file for this process; {@link #free} gives back what this returns. */
    static Path claim(Path file) throws IOException {
        check(file);
        Path real = file.toRealPath();
        if (!OURS.add(real)) {
            throw new IOException(file + " is written by another log of this program; give each its own file");
        }
        return real;
    }

    static void free(Path claimed) {
        OURS.remove(claimed);
    }

    static void check(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            Path folder = file.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IOException("the folder of " + file + " is missing; make it first");
            }
            if (POSIX) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createFile(file);
            }
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no regular file; links, folders and devices are not written to");
        } else if (POSIX && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
            throw new IOException(file + " may be used by others than its owner; chmod 600 fixes that");
        }
    }

    /** Whether nothing follows its last line end; true of an empty one. */
    static boolean endsWithLine(Path file) throws IOException {
        try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
            if (end.length() == 0) {
                return true;
            }
            end.seek(end.length() - 1);
            return end.read() == '\n';
        }
    }
}
