package io.github.bitbucketoidc.store.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads a whole file by its path, and only a regular one of a bounded size that nobody else may tamper with. Links are followed
 * first, because Kubernetes mounts every file as one; then the folder is opened and the file is read through it, see {@link
 * OpenFolder}. Stateless.
 *
 * <pre>{@code
 * AccessRule rule = AccessRule.secret(FilePermissions.OWNER);
 * try {
 *     byte[] key = RegularFile.read(Path.of("client.key"), 64 * 1024, rule);
 * } catch (UnusableFileException e) {
 *     System.err.println(e.message() + "; fix: " + e.fix());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RegularFile {

    /** With {@link OpenFolder}'s pause about a second. */
    private static final int ATTEMPTS = 40;

    private RegularFile() {}

    /**
     * Reads a file.
     *
     * @param file the file; relative ones begin at the working directory
     * @param maxBytes the most that it may hold
     * @param rule who else may have access; for a file that decides, to its folder too
     * @return its content
     * @throws UnusableFileException if it cannot be used; the message names the file, the fix what to do
     */
    public static byte[] read(Path file, int maxBytes, AccessRule rule) throws UnusableFileException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<byte[]> bytes = attempt(file.toAbsolutePath(), file, maxBytes, rule);
            if (bytes.isPresent()) {
                return bytes.get();
            }
        }
        throw new UnusableFileException(
                UnusableFileException.Reason.CHANGING,
                "the file '" + file + "' is being changed",
                "write it beside the old one, and rename it");
    }

    private static Optional<byte[]> attempt(Path absolute, Path shown, int maxBytes, AccessRule rule)
            throws UnusableFileException {
        try {
            Path real = absolute.toRealPath();
            Path folder = real.getParent();
            if (folder == null) {
                throw new UnusableFileException(
                        UnusableFileException.Reason.NOT_REGULAR,
                        "'" + shown + "' is not a regular file",
                        "name a file");
            }
            rule.checkFolder(Objects.requireNonNullElse(absolute.getParent(), folder));
            rule.checkFolder(folder);
            try (OpenFolder open = OpenFolder.open(folder)) {
                return open.read(Objects.requireNonNull(real.getFileName()).toString(), maxBytes, rule);
            }
        } catch (NoSuchFileException e) {
            if (Files.exists(absolute)) {
                return Optional.empty(); // a link was swapped between the two steps
            }
            throw new UnusableFileException(
                    UnusableFileException.Reason.MISSING,
                    Files.isSymbolicLink(absolute)
                            ? "the link '" + shown + "' leads to nothing"
                            : "the file '" + shown + "' does not exist",
                    "a relative path begins at the folder of the policy file",
                    e);
        } catch (FileSystemLoopException e) {
            throw new UnusableFileException(
                    UnusableFileException.Reason.UNREADABLE,
                    "the links at '" + shown + "' lead round in circles",
                    "",
                    e);
        } catch (IOException | SecurityException e) {
            throw UnusableFileException.unreadable(shown, e);
        }
    }
}
