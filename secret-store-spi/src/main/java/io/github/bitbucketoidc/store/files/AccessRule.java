package io.github.bitbucketoidc.store.files;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one rule about who else may have access to a file. A file that <b>decides</b>, such as a policy, may be read by anybody and
 * written by nobody else; a file that holds a <b>secret</b> may not be read by others either. Both belong to the user of this
 * process or to root. Immutable. On a file system without POSIX permissions nothing is refused.
 *
 * <p>Two things that look open are not: a file of root that a group of this process may read, which is what Kubernetes makes
 * with {@code fsGroup}, and a credential of systemd ({@code $CREDENTIALS_DIRECTORY}), whose group bits are the mask of an
 * access control list for the service's user.
 *
 * @since 0.1.0
 */
public final class AccessRule {

    private static final int STICKY = 01000;

    private final boolean secret;
    private final FilePermissions permissions;
    private final @Nullable String credentials;

    private AccessRule(boolean secret, FilePermissions permissions, @Nullable String credentials) {
        this.secret = secret;
        this.permissions = Objects.requireNonNull(permissions, "permissions");
        this.credentials = credentials;
    }

    /**
     * The rule for a file that holds a secret: a key, a credential, secrets.
     *
     * @param permissions who else may have access
     * @return the rule
     */
    public static AccessRule secret(FilePermissions permissions) {
        return new AccessRule(true, permissions, System.getenv("CREDENTIALS_DIRECTORY"));
    }

    /**
     * The rule for a file that decides what happens and holds no secret: a policy, a session policy.
     *
     * @param permissions who else may have access
     * @return the rule
     */
    public static AccessRule decision(FilePermissions permissions) {
        return new AccessRule(false, permissions, null);
    }

    /** The same rule where systemd keeps its credentials elsewhere. */
    AccessRule withCredentials(String folder) {
        return new AccessRule(secret, permissions, folder);
    }

    void check(Path file, PosixFileAttributes attributes) throws UnusableFileException, IOException {
        check(file, attributes, ProcessUser.current());
    }

    /** The rule itself. */
    void check(Path file, PosixFileAttributes attributes, ProcessUser process) throws UnusableFileException {
        Set<PosixFilePermission> tooMuch = tooMuch(permissions, file, attributes, process);
        boolean someoneElses = someoneElses(permissions, attributes, process);
        if (tooMuch.isEmpty() && !someoneElses) {
            return;
        }
        FilePermissions enough = FilePermissions.ANY;
        if (tooMuch(FilePermissions.GROUP, file, attributes, process).isEmpty()) {
            enough = FilePermissions.GROUP;
        }
        if (!tooMuch.isEmpty()) {
            throw new UnusableFileException(
                    (secret ? "others have access to the file '" : "others may write the file '") + file
                            + "' (its mode is " + PosixFilePermissions.toString(attributes.permissions()) + ")",
                    mode() + " it",
                    enough);
        }
        throw new UnusableFileException(
                "the file '" + file + "' belongs to the user '"
                        + attributes.owner().getName() + "', not to the user of this process or to root",
                "chown it",
                enough);
    }

    private static boolean someoneElses(FilePermissions allowed, PosixFileAttributes attributes, ProcessUser process) {
        return allowed == FilePermissions.OWNER
                && !process.isRoot(attributes.owner())
                && !process.isUs(attributes.owner());
    }

    private Set<PosixFilePermission> tooMuch(
            FilePermissions allowed, Path file, PosixFileAttributes attributes, ProcessUser process) {
        Set<PosixFilePermission> tooMuch = refused(allowed);
        tooMuch.retainAll(attributes.permissions());
        if (process.isRoot(attributes.owner())
                && (process.groups().contains(attributes.group()) || isSystemCredential(file))) {
            tooMuch.remove(GROUP_READ);
        }
        return tooMuch;
    }

    private String mode() {
        if (permissions == FilePermissions.GROUP) {
            return secret ? "chmod 640" : "chmod o-w";
        }
        return secret ? "chmod 600" : "chmod go-w";
    }

    private Set<PosixFilePermission> refused(FilePermissions allowed) {
        Set<PosixFilePermission> refused = EnumSet.noneOf(PosixFilePermission.class);
        if (allowed == FilePermissions.ANY) {
            return refused;
        }
        refused.add(OTHERS_WRITE);
        if (secret || allowed == FilePermissions.OWNER) {
            refused.add(GROUP_WRITE);
        }
        if (secret) {
            refused.add(OTHERS_READ);
            if (allowed == FilePermissions.OWNER) {
                refused.add(GROUP_READ);
            }
        }
        return refused;
    }

    private boolean isSystemCredential(Path file) {
        return credentials != null && file.startsWith(Path.of(credentials));
    }

    /**
     * Checks the folder of a file that decides: who may write the folder may put another file there. One in which nobody can
     * take another's file away ({@code /tmp}) and one that is mounted read-only, as Kubernetes does, are as good as closed.
     *
     * @param folder the folder
     * @throws UnusableFileException if others may write it, or it belongs to somebody else
     * @throws IOException if it cannot be looked at
     */
    public void checkFolder(Path folder) throws UnusableFileException, IOException {
        if (secret || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        try {
            check(folder, attributes, ProcessUser.current());
        } catch (UnusableFileException open) {
            if (Files.getFileStore(folder).isReadOnly() || isSticky(folder)) {
                return;
            }
            throw new UnusableFileException(
                    open.message().replace("the file '", "the folder '"),
                    open.fix(),
                    open.enough().orElse(FilePermissions.ANY));
        }
    }

    private static boolean isSticky(Path folder) throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(folder, "unix:mode") instanceof Integer mode
                && (mode & STICKY) != 0
                && ProcessUser.current().isRoot(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS));
    }
}
