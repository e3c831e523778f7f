package io.github.bitbucketoidc.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who besides its owner may have access to a file with secrets (attacks.md section 2, "world-readable or wrong owner"). Only
 * POSIX modes are looked at; on a file system without them nothing is refused.
 */
enum FilePermissions {
    /** Nobody; and the owner is the user of this process, or root. */
    OWNER,
    /** The group may read. */
    GROUP,
    /** Whoever the file system lets in: for mounts whose modes are not ours to choose. */
    ANY;

    /** The word of the policy file; empty if it is none. */
    static Optional<FilePermissions> parse(String word) {
        return switch (word) {
            case "owner" -> Optional.of(OWNER);
            case "group" -> Optional.of(GROUP);
            case "any" -> Optional.of(ANY);
            default -> Optional.empty();
        };
    }

    void check(Path file, PosixFileAttributes attributes) throws FileProblemException, IOException {
        Set<PosixFilePermission> tooMuch = refused();
        tooMuch.retainAll(attributes.permissions());
        if (!tooMuch.isEmpty()) {
            throw FileProblemException.misconfigured(
                    "others have access to the file '" + file + "' (its mode is "
                            + PosixFilePermissions.toString(attributes.permissions()) + ")",
                    this == OWNER
                            ? "chmod 600 it, or set permissions: group or permissions: any"
                            : "chmod 640 it, or set permissions: any");
        }
        if (this == OWNER && !owned(file, attributes.owner())) {
            throw FileProblemException.misconfigured(
                    "the file '" + file + "' belongs to the user '"
                            + attributes.owner().getName() + "', not to the user of this process or to root",
                    "chown it, or set permissions: group or permissions: any");
        }
    }

    private Set<PosixFilePermission> refused() {
        Set<PosixFilePermission> refused = EnumSet.noneOf(PosixFilePermission.class);
        if (this != ANY) {
            refused.add(PosixFilePermission.GROUP_WRITE);
            refused.add(PosixFilePermission.OTHERS_READ);
            refused.add(PosixFilePermission.OTHERS_WRITE);
        }
        if (this == OWNER) {
            refused.add(PosixFilePermission.GROUP_READ);
        }
        return refused;
    }

    private static boolean owned(Path file, UserPrincipal owner) throws IOException {
        return isRoot(file) || owner.equals(currentUser(file));
    }

    private static boolean isRoot(Path file) throws IOException {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static UserPrincipal currentUser(Path file) throws IOException {
        // A container's user often has no name; the kernel knows its number all the same.
        Path self = Path.of("/proc/self");
        return Files.exists(self)
                ? Files.getOwner(self)
                : file.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name"));
    }
}
