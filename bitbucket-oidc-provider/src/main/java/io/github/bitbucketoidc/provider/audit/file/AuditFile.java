package io.github.bitbucketoidc.provider.audit.file;

import io.github.bitbucketoidc.provider.log.RequestLog;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * A file of whole lines that rotates by its size, and is opened again when somebody moved, deleted or emptied it. It writes with a stream and
 * not with a channel: a channel would be closed for everybody by the interruption of one request's thread. Thread-safe.
 *
 * @since 0.1.0
 */
public final class AuditFile {

    private static final RequestLog log = RequestLog.of(AuditFile.class);
    private static final long ROTATION_PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final Path file;
    private final Path claimed;
    private final long maxBytes;
    private final Retention retention;
    private final boolean fsync;
    private final Object lock = new Object();
    private final Object syncing = new Object();
    private final RecentLines recent = new RecentLines();
    private @Nullable FileOutputStream out;
    private @Nullable Object key;
    private boolean closed;
    private boolean torn;
    private boolean full;
    private long size;
    private long lines;
    private long rotateAfter = System.nanoTime();
    private volatile long durable;
    /** Lines up to this one were in a file that vanished before the disk confirmed them. */
    private volatile long unsure;

    /**
     * Opens it.
     *
     * @param file where it is
     * @param maxBytes how large it may become
     * @param retention what becomes of older ones
     * @param fsync whether a line is on the disk when it is written
     * @throws UncheckedIOException if it cannot be used
     */
    public AuditFile(Path file, long maxBytes, Retention retention, boolean fsync) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.retention = retention;
        this.fsync = fsync;
        try {
            this.claimed = AuditFileLock.claim(file);
        } catch (IOException refused) {
            throw new UncheckedIOException(String.valueOf(refused.getMessage()), refused);
        }
        try {
            open();
        } catch (IOException refused) {
            AuditFileLock.free(claimed);
            throw new UncheckedIOException(String.valueOf(refused.getMessage()), refused);
        }
        retention.apply(file);
    }

    /**
     * Appends a line; when this returns it is in the file, and on the disk if that was asked for.
     *
     * @param line without its end
     * @throws UnsureWriteException if it is in the file, and the disk did not confirm it
     * @throws UncheckedIOException if it is not in the file
     */
    public void append(String line) {
        long mine;
        try {
            mine = write(line);
        } catch (IOException cause) {
            throw new UncheckedIOException("the audit event could not be written to " + file, cause);
        }
        if (fsync) {
            try {
                sync(mine);
            } catch (IOException cause) {
                throw new UnsureWriteException("the disk did not confirm an audit event in " + file, cause);
            }
        }
    }

    private long write(String line) throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("closed");
            }
            FileOutputStream stream = inPlace();
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            if (size > 0 && size + bytes.length > maxBytes && System.nanoTime() - rotateAfter >= 0) {
                stream = rotate(stream);
            }
            put(stream, bytes);
            recent.add(bytes, System.nanoTime());
            long mine = ++lines;
            if (!isInPlace()) {
                // taken away while it was written: a line that stands twice is better than one that nobody finds
                boolean moved = !Objects.equals(key, keyNow());
                stream = inPlace();
                if (moved) {
                    put(stream, bytes);
                    recent.add(bytes, System.nanoTime());
                    mine = ++lines;
                }
            }
            return mine;
        }
    }

    private void put(FileOutputStream stream, byte[] line) throws IOException {
        try {
            if (torn) {
                stream.write('\n');
                size++;
                torn = false;
            }
            stream.write(line);
        } catch (IOException noRoom) {
            full = true;
            takeBack(stream);
            throw noRoom;
        }
        full = false;
        size += line.length;
    }

    /** What a full disk took of a line is no line. */
    private void takeBack(FileOutputStream stream) {
        try {
            stream.getChannel().truncate(size);
        } catch (IOException notEvenThat) {
            torn = true; // the next line begins on a line of its own
            closeQuietly(stream);
            out = null;
        }
    }

    /** The stream of the file that has its name now. */
    private FileOutputStream inPlace() throws IOException {
        FileOutputStream stream = out;
        if (stream == null) {
            return open();
        }
        if (isInPlace()) {
            return stream;
        }
        if (Objects.equals(key, keyNow())) {
            emptied(stream);
            return stream;
        }
        log.rare(
                "moved " + file,
                Level.WARN,
                "the audit file {} was moved or deleted by somebody else; it is opened again. fix: let nobody else rotate it",
                file);
        leave(stream);
        return open();
    }

    /** Whether the name still belongs to the file that is open, and nobody cut it. */
    private boolean isInPlace() throws IOException {
        try {
            BasicFileAttributes now = attributes();
            return Objects.equals(key, now.fileKey()) && now.size() >= size;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private @Nullable Object keyNow() throws IOException {
        try {
            return attributes().fileKey();
        } catch (NoSuchFileException gone) {
            return gone;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Somebody copied it and cut it: what was written after his copy would be lost, so the last seconds are written again. */
    private void emptied(FileOutputStream stream) throws IOException {
        log.rare(
                "emptied " + file,
                Level.WARN,
                "the audit file {} was cut by somebody else; the lines of the last seconds are written again. fix: let nobody else rotate it",
                file);
        size = attributes().size();
        torn = size > 0; // opening it once more to look would end the lock; an empty line hurts nobody
        if (full) {
            return; // he made room
        }
        for (byte[] line : recent.lines(System.nanoTime())) {
            put(stream, line);
        }
    }

    /** What it holds stays good, wherever it is now; without the disk's word for it nobody says so. */
    private void leave(FileOutputStream stream) {
        if (fsync) {
            try {
                stream.getFD().sync();
                durable = Math.max(durable, lines);
            } catch (IOException lost) {
                unsure = lines;
            }
        }
        closeQuietly(stream);
        out = null;
        recent.clear();
    }

    /** One thread waits for the disk, for all that wrote before it began. */
    private void sync(long mine) throws IOException {
        synchronized (syncing) {
            if (durable >= mine) {
                return;
            }
            FileOutputStream stream;
            long upTo;
            synchronized (lock) {
                stream = out;
                upTo = lines;
            }
            try {
                if (stream == null || mine <= unsure) {
                    throw new IOException("closed");
                }
                stream.getFD().sync();
                durable = Math.max(durable, upTo);
            } catch (IOException failed) {
                if (durable < mine) { // else it was rotated away meanwhile, and is on the disk
                    throw failed;
                }
            }
        }
    }

    private FileOutputStream rotate(FileOutputStream stream) throws IOException {
        if (fsync) {
            stream.getFD().sync();
            durable = lines;
        }
        stream.close();
        out = null;
        recent.clear();
        try {
            retention.rotate(file);
        } catch (IOException stuck) {
            rotateAfter = System.nanoTime() + ROTATION_PAUSE;
            log.rare(
                    "stuck " + file,
                    Level.ERROR,
                    "the audit file {} cannot be rotated and grows on: {}",
                    file,
                    stuck.getClass().getName());
        }
        return open();
    }

    private FileOutputStream open() throws IOException {
        AuditFileLock.check(file);
        // Before it is locked: closing what this opens would end the lock.
        boolean whole = AuditFileLock.endsWithLine(file);
        FileOutputStream stream = new FileOutputStream(file.toFile(), true);
        try {
            if (stream.getChannel().tryLock() == null) {
                throw new IOException(file + " is written by another program; give each its own file");
            }
        } catch (OverlappingFileLockException here) {
            // a class loader beside this one has the log's classes, too
            closeQuietly(stream);
            throw new IOException(file + " is written by another log of this program; give each its own file", here);
        } catch (IOException refused) {
            closeQuietly(stream);
            throw refused;
        }
        BasicFileAttributes now = attributes();
        size = now.size();
        key = now.fileKey();
        torn = !whole;
        out = stream;
        return stream;
    }

    /** Closes it; what was written is in it. A second call does nothing. */
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (out != null) {
                closeQuietly(out);
                out = null;
            }
            AuditFileLock.free(claimed);
        }
    }

    private static void closeQuietly(FileOutputStream stream) {
        try {
            stream.close();
        } catch (IOException nothingLeftToLose) {
            log.line(
                    Level.DEBUG,
                    "an audit file did not close: {}",
                    nothingLeftToLose.getClass().getName());
        }
    }
}
