package io.github.bitbucketoidc.core.provider;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of whole lines that rotates by its size. It writes with a stream and not with a channel: a channel would be closed for everybody
 * by the interruption of one request's thread. Thread-safe.
 */
final class AuditFile {

    private static final Logger log = LoggerFactory.getLogger(SecretProvider.class);
    private static final long ROTATION_PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final Path file;
    private final Path claimed;
    private final long maxBytes;
    private final int keep;
    private final boolean fsync;
    private final Object lock = new Object();
    private final Object syncing = new Object();
    private @Nullable FileOutputStream out;
    private boolean closed;
    private boolean torn;
    private long size;
    private long lines;
    private long rotateAfter = System.nanoTime();
    private volatile long durable;

    AuditFile(Path file, long maxBytes, int keep, boolean fsync) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.keep = keep;
        this.fsync = fsync;
        try {
            this.claimed = AuditPlace.claim(file);
        } catch (IOException refused) {
            throw new UncheckedIOException(String.valueOf(refused.getMessage()), refused);
        }
        try {
            open();
        } catch (IOException refused) {
            AuditPlace.free(claimed);
            throw new UncheckedIOException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Appends a line; when this returns it is in the file, and on the disk if that was asked for. */
    void append(String line) {
        try {
            long mine = write(line);
            if (fsync) {
                sync(mine);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the audit event could not be written to " + file, cause);
        }
    }

    private long write(String line) throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("closed");
            }
            FileOutputStream stream = out == null ? open() : out;
            byte[] bytes = ((torn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8);
            if (size > 0 && size + bytes.length > maxBytes && System.nanoTime() - rotateAfter >= 0) {
                stream = rotate(stream);
            }
            try {
                stream.write(bytes);
            } catch (IOException full) {
                takeBack(stream);
                throw full;
            }
            torn = false;
            size += bytes.length;
            return ++lines;
        }
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
                if (stream == null) {
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

    private FileOutputStream rotate(FileOutputStream full) throws IOException {
        if (fsync) {
            full.getFD().sync();
            durable = lines;
        }
        full.close();
        out = null;
        try {
            for (int i = keep - 1; i >= 1; i--) {
                if (Files.exists(older(i), LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(older(i), older(i + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stuck) {
            rotateAfter = System.nanoTime() + ROTATION_PAUSE;
            log.error("the audit file {} cannot be rotated and grows on: {}", file, SafeTrace.of(stuck));
        }
        return open();
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private FileOutputStream open() throws IOException {
        AuditPlace.check(file);
        // Before it is locked: closing what this opens would end the lock.
        boolean whole = AuditPlace.endsWithLine(file);
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
        size = Files.size(file);
        torn = !whole;
        out = stream;
        return stream;
    }

    void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (out != null) {
                closeQuietly(out);
                out = null;
            }
            AuditPlace.free(claimed);
        }
    }

    private static void closeQuietly(FileOutputStream stream) {
        try {
            stream.close();
        } catch (IOException nothingLeftToLose) {
            log.debug(
                    "an audit file did not close: {}",
                    nothingLeftToLose.getClass().getName());
        }
    }
}
