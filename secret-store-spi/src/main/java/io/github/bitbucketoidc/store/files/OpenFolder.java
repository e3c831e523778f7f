package io.github.bitbucketoidc.store.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder: what is looked at and opened through it is in <i>this</i> folder, whatever becomes of its name. Names are
 * resolved against the open descriptor ({@code openat}), and links are not followed, so that no check of a name can be outrun by
 * an exchange of what has the name. On a system without {@link SecureDirectoryStream} (Windows) names are resolved from the
 * path, links are not followed at its last step, and the attributes before and after are compared. For one thread; close it.
 *
 * @since 0.1.0
 */
public final class OpenFolder implements AutoCloseable {

    /** Longer than two ticks of any clock that dates a folder: an exchange after this time shows in the date. */
    private static final Duration TICKS = Duration.ofMillis(25);

    private final Path path;
    private final DirectoryStream<Path> stream;

    private OpenFolder(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
    }

    /**
     * Opens a folder by its path, whose links are followed: it is the operator's.
     *
     * @param path the folder
     * @return the open folder
     * @throws IOException if it is not there, is no folder or cannot be opened
     */
    public static OpenFolder open(Path path) throws IOException {
        return new OpenFolder(path, openStream(path));
    }

    /**
     * What the folder was opened as; for messages.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    /**
     * Opens a folder in this one.
     *
     * @param name one name
     * @return the open folder
     * @throws NoSuchFileException if nothing has this name
     * @throws NotDirectoryException if it is a link or anything else that is no folder
     * @throws IOException if it cannot be opened
     * @throws IllegalArgumentException if the name is empty, {@code ..} or a path of several names
     */
    public OpenFolder folder(String name) throws IOException {
        Path step = step(name);
        try {
            if (stream instanceof SecureDirectoryStream<Path> secure) {
                return new OpenFolder(path.resolve(step), secure.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS));
            }
            if (!Files.isDirectory(path.resolve(step), LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(path.resolve(step).toString());
            }
            return new OpenFolder(path.resolve(step), openStream(path.resolve(step)));
        } catch (FileSystemLoopException e) {
            throw new NotDirectoryException(path.resolve(step).toString());
        } catch (FileSystemException e) {
            FileFacts facts = look(name).orElse(null);
            if (facts != null && facts.kind() != FileFacts.Kind.FOLDER) {
                throw new NotDirectoryException(path.resolve(step).toString());
            }
            throw e;
        }
    }

    /**
     * Opens the folder that a link in this one leads to, if that is a folder in this one too, and one whose name begins with
     * two dots: the {@code ..data} of Kubernetes.
     *
     * @param link the name of the link
     * @return the open folder; empty if it is no link, leads elsewhere or to nothing
     * @throws IOException if a look fails
     * @throws IllegalArgumentException if the name is empty, {@code ..} or a path of several names
     */
    public Optional<OpenFolder> mounted(String link) throws IOException {
        if (look(link).filter(facts -> facts.kind() == FileFacts.Kind.LINK).isEmpty()) {
            return Optional.empty();
        }
        Path step = step(link);
        OpenFolder target;
        try {
            // Links are followed here, and what was opened is compared with what this folder holds.
            target = stream instanceof SecureDirectoryStream<Path> secure
                    ? new OpenFolder(path.resolve(step), secure.newDirectoryStream(step))
                    : new OpenFolder(path.resolve(step), openStream(path.resolve(step)));
        } catch (FileSystemException e) {
            return Optional.empty();
        }
        try {
            Object key = target.facts().key();
            for (String name : names(Integer.MAX_VALUE)) {
                FileFacts facts = name.startsWith("..") ? look(name).orElse(null) : null;
                if (facts != null && facts.kind() == FileFacts.Kind.FOLDER && Objects.equals(facts.key(), key)) {
                    return Optional.of(target);
                }
            }
        } catch (IOException e) {
            target.close();
            throw e;
        }
        target.close();
        return Optional.empty();
    }

    /**
     * Looks at this folder itself.
     *
     * @return what it is now
     * @throws IOException if the look fails
     */
    public FileFacts facts() throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return FileFacts.of(
                    secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
        }
        return FileFacts.of(Files.readAttributes(path, BasicFileAttributes.class));
    }

    /**
     * Looks at a name.
     *
     * @param name one name
     * @return what has it; empty if nothing does
     * @throws IOException if the look fails
     */
    public Optional<FileFacts> look(String name) throws IOException {
        try {
            return Optional.of(FileFacts.of(attributes(step(name))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private BasicFileAttributes attributes(Path step) throws IOException {
        Class<? extends BasicFileAttributeView> kind =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? PosixFileAttributeView.class
                        : BasicFileAttributeView.class;
        BasicFileAttributeView view = stream instanceof SecureDirectoryStream<Path> secure
                ? secure.getFileAttributeView(step, kind, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(path.resolve(step), kind, LinkOption.NOFOLLOW_LINKS);
        return Objects.requireNonNull(view, "view").readAttributes();
    }

    /**
     * The names in this folder.
     *
     * @param most how many are read at most
     * @return the names in alphabetical order, one more than {@code most} if there are more
     * @throws IOException if the folder cannot be read
     */
    public List<String> names(int most) throws IOException {
        List<String> names = new ArrayList<>();
        // Opened anew: a stream can be read only once.
        try (DirectoryStream<Path> entries = stream instanceof SecureDirectoryStream<Path> secure
                ? secure.newDirectoryStream(path.getFileSystem().getPath("."), LinkOption.NOFOLLOW_LINKS)
                : openStream(path)) {
            for (Path entry : entries) {
                names.add(Objects.requireNonNull(entry.getFileName()).toString());
                if (names.size() > most) {
                    break;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    /**
     * Reads a whole file in this folder. That what was opened is what was looked at, Java does not tell; but had another file
     * had the name in between, the folder would have another date.
     *
     * @param name one name
     * @param maxBytes the most that it may hold
     * @param rule who else may have access
     * @return its content; empty if it, or something else of the name, came or went meanwhile: try again
     * @throws NoSuchFileException if nothing has this name
     * @throws UnusableFileException if it cannot be used
     * @throws IllegalArgumentException if the name is empty, {@code ..} or a path of several names
     */
    public Optional<byte[]> read(String name, int maxBytes, AccessRule rule)
            throws UnusableFileException, NoSuchFileException {
        Path step = step(name);
        Path shown = path.resolve(step);
        try {
            FileFacts folder = quiet();
            if (folder == null) {
                return Optional.empty();
            }
            BasicFileAttributes before = attributes(step);
            FileFacts facts = FileFacts.of(before);
            if (facts.kind() != FileFacts.Kind.REGULAR) {
                throw new UnusableFileException(
                        UnusableFileException.Reason.NOT_REGULAR,
                        "'" + shown + "' is not a regular file",
                        facts.kind() == FileFacts.Kind.LINK
                                ? "links are not followed here: put the file itself there"
                                : "a folder, a pipe or a device cannot hold a value");
            }
            if (before instanceof PosixFileAttributes posix) {
                rule.check(shown, posix);
            }
            if (facts.size() > maxBytes) {
                throw tooLarge(shown, maxBytes);
            }
            byte[] bytes;
            try (InputStream in = Channels.newInputStream(channel(step))) {
                bytes = in.readNBytes(maxBytes + 1);
            }
            if (bytes.length > maxBytes) {
                throw tooLarge(shown, maxBytes);
            }
            boolean same = facts.equals(FileFacts.of(attributes(step))) && folder.equals(facts());
            return same ? Optional.of(bytes) : Optional.empty();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | SecurityException e) {
            throw UnusableFileException.unreadable(shown, e);
        }
    }

    private SeekableByteChannel channel(Path step) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return stream instanceof SecureDirectoryStream<Path> secure
                ? secure.newByteChannel(step, options)
                : Files.newByteChannel(path.resolve(step), options);
    }

    /** This folder when no name in it has changed for long enough that the next change has another date; null if one did. */
    private @Nullable FileFacts quiet() throws IOException {
        FileFacts now = facts();
        Duration age = Duration.between(now.modified().toInstant(), Instant.now());
        if (age.compareTo(TICKS) >= 0) {
            return now;
        }
        try {
            Thread.sleep(TICKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return now.equals(facts()) ? now : null;
    }

    // It is closed with the folder that is made of it.
    @SuppressWarnings("StreamResourceLeak")
    private static DirectoryStream<Path> openStream(Path folder) throws IOException {
        return Files.newDirectoryStream(folder);
    }

    private Path step(String name) {
        Path step = path.getFileSystem().getPath(name);
        if (step.getNameCount() != 1 || step.isAbsolute() || name.isEmpty() || name.equals("..")) {
            throw new IllegalArgumentException("name: must be one name");
        }
        return step;
    }

    private static UnusableFileException tooLarge(Path shown, int maxBytes) {
        return new UnusableFileException(
                UnusableFileException.Reason.TOO_LARGE,
                "the file '" + shown + "' is larger than " + maxBytes + " bytes",
                "name the file that holds what is meant and nothing else");
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing was written: there is nothing to lose.
        }
    }
}
