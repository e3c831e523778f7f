package io.github.bitbucketoidc.store.file;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretPath;
import io.github.bitbucketoidc.store.SecretValue;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt to read the secrets of one request from a folder, through one state of its links. For one thread. */
final class FolderRead {

    /** What Kubernetes' names for its own links and folders begin with; neither secrets nor fields. */
    static final String HIDDEN = "..";

    /** An empty file that is younger than this is probably about to be written. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final LinkResolver links = new LinkResolver();
    private final FileReading reading;
    private final Deadline deadline;
    private final Path root;

    FolderRead(Path folder, FileReading reading, Deadline deadline) throws IOException, FileProblemException {
        this.reading = reading;
        this.deadline = deadline;
        this.root = links.resolve(folder);
        if (!Files.isDirectory(root)) {
            throw FileProblemException.unavailable("there is no folder '" + folder + "'", "", null);
        }
    }

    /** The secret at a path; empty if nothing is there. */
    Optional<Secret> secret(SecretPath path) throws IOException, FileProblemException, FileChangedException {
        if (path.segments().stream().anyMatch(segment -> segment.startsWith(HIDDEN))) {
            return Optional.empty();
        }
        try {
            return secretBelowRoot(path);
        } catch (FileSystemException e) {
            throw goneOr(e);
        }
    }

    /** What was swapped out is removed: its failing is no failure. */
    private FileSystemException goneOr(FileSystemException failure) throws IOException, FileChangedException {
        if (!links.unchanged()) {
            throw new FileChangedException("a link was swapped");
        }
        return failure;
    }

    private Optional<Secret> secretBelowRoot(SecretPath path)
            throws IOException, FileProblemException, FileChangedException {
        Path real = inside(links.resolve(root, relative(path.segments())));
        Optional<FileState> state = look(real);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        return state.get().directory() ? fields(real) : Optional.of(Secret.ofText(value(real)));
    }

    private Path relative(List<String> segments) throws FileProblemException {
        try {
            return root.getFileSystem().getPath(String.join("/", segments));
        } catch (InvalidPathException e) {
            throw FileProblemException.misconfigured(
                    "this system cannot have a file of this name",
                    "see that its locale is a UTF-8 one, as in LC_ALL=C.UTF-8");
        }
    }

    /** The wall around the folder: whatever the links say, nothing outside is read (attack row R17). */
    private Path inside(Path real) throws FileProblemException {
        if (!real.startsWith(root)) {
            throw FileProblemException.misconfigured(
                    "a link leads out of the folder '" + root + "'",
                    "only files below the folder of the store are read");
        }
        return real;
    }

    private Optional<FileState> look(Path real) throws IOException, FileProblemException, FileChangedException {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw FileProblemException.unavailable("the answer is no longer wanted", "", null);
        }
        try {
            return Optional.of(FileState.of(real));
        } catch (FileSystemException e) {
            if (!(e instanceof NoSuchFileException) && !belowFile(real)) {
                throw e;
            }
            if (!links.unchanged()) {
                throw new FileChangedException("a link was swapped");
            }
            return Optional.empty();
        }
    }

    private boolean belowFile(Path real) {
        for (Path up = real.getParent(); up != null && up.startsWith(root); up = up.getParent()) {
            if (Files.isRegularFile(up)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Secret> fields(Path folder) throws IOException, FileProblemException, FileChangedException {
        // The links of a mount to its `..data` are made and removed one by one; the folder behind it is complete.
        Path mounted = folder.resolve(HIDDEN + "data");
        Path listed = Files.isSymbolicLink(mounted) ? inside(links.resolve(mounted)) : folder;
        List<Path> names = FolderListing.names(listed);
        // Only now: before, the folder may have been a swapped-out one that was being removed.
        if (!links.unchanged()) {
            throw new FileChangedException("a link was swapped");
        }
        Map<String, SecretValue> fields = new LinkedHashMap<>();
        int bytes = 0;
        for (Path name : names) {
            Path real = inside(links.resolve(listed, name));
            FileState state = look(real).orElse(null);
            if (state == null) {
                throw gone(listed.resolve(name));
            }
            if (!state.directory()) {
                bytes += Math.toIntExact(Math.min(state.size(), RegularFile.MAX_BYTES));
                if (bytes > RegularFile.MAX_BYTES) {
                    throw FileProblemException.misconfigured(
                            "the files in '" + listed + "' are together larger than " + RegularFile.MAX_BYTES
                                    + " bytes",
                            "no secret is that large");
                }
                fields.put(FolderListing.fieldName(listed, name), value(real));
            }
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(Secret.ofFields(fields));
    }

    /** What it means that a file which was listed is not there. */
    private static FileChangedException gone(Path listed) throws FileProblemException {
        if (Files.isSymbolicLink(listed)) {
            throw FileProblemException.malformed("the link '" + listed + "' leads to nothing", "mend or remove it");
        }
        return new FileChangedException("a file was removed");
    }

    private SecretValue value(Path real) throws IOException, FileProblemException, FileChangedException {
        byte[] bytes;
        try {
            bytes = RegularFile.read(real, reading.permissions());
        } catch (NoSuchFileException e) {
            throw new FileChangedException("a file was removed");
        }
        if (bytes.length == 0) {
            throw empty(real);
        }
        return reading.value(real, bytes);
    }

    /** No secret is empty by accident: an editor empties a file before it writes it. */
    private static FileProblemException empty(Path real) throws IOException, FileChangedException {
        Duration age = Duration.between(Files.getLastModifiedTime(real).toInstant(), Instant.now());
        if (!age.isNegative() && age.compareTo(FRESH) < 0) {
            throw new FileChangedException("the file '" + real + "' was just emptied");
        }
        return FileProblemException.malformed("the file '" + real + "' is empty", "put the value there or remove it");
    }
}
