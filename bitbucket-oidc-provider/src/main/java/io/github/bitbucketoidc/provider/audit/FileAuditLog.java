package io.github.bitbucketoidc.provider.audit;

import io.github.bitbucketoidc.provider.audit.file.AuditFile;
import io.github.bitbucketoidc.provider.audit.file.Retention;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit events to files, one line of JSON each, readable for their owner only. Events of proven tokens go to {@code FILE}; those of
 * requests that proved nothing go to {@code FILE.unproven}, so that no stranger pushes out what a proven token did (attack row D6). A file
 * that would grow beyond its size becomes {@code FILE.1}, what was {@code FILE.1} becomes {@code FILE.2}, and so on. Files of proven events
 * are deleted by their age, if that is asked for, else by nobody but you; of the others the oldest are deleted when there are too many.
 *
 * <p>A line that does not fit on the disk is taken back, so the files hold whole lines only. A file that somebody else moves, deletes or
 * empties is opened again before the next answer. Thread-safe; close it after the provider.
 *
 * <pre>{@code
 * FileAuditLog audit = FileAuditLog.builder(Path.of("/var/log/secrets/audit.jsonl")).fsync().build();
 * SecretProvider provider = SecretProvider.builder().policyFile(file).auditLog(audit).build();
 * }</pre>
 *
 * <p>Defaults: mandatory, 100 MiB for each file, nothing of proven events is deleted, 3 older files of unproven ones, no fsync: an event then
 * survives the end of this program, but not of the machine. One program writes to one file: a second one is refused.
 *
 * @since 0.1.0
 */
public final class FileAuditLog implements AuditLog, AutoCloseable {

    private final AuditFile proven;
    private final AuditFile unproven;
    private final boolean mandatory;

    private FileAuditLog(Builder builder) {
        this.proven = new AuditFile(builder.file, builder.maxBytes, Retention.ofAge(builder.age), builder.fsync);
        this.mandatory = builder.mandatory;
        try {
            this.unproven = new AuditFile(
                    builder.file.resolveSibling(builder.file.getFileName() + ".unproven"),
                    builder.maxBytes,
                    Retention.ofFiles(builder.keep),
                    false);
        } catch (RuntimeException refused) {
            proven.close();
            throw refused;
        }
    }

    /**
     * Begins a log.
     *
     * @param file where events of proven tokens go; its folder is there already
     * @return a builder
     */
    public static Builder builder(Path file) {
        return new Builder(file);
    }

    @Override
    public boolean mandatory() {
        return mandatory;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the file cannot take it
     */
    @Override
    public void record(AuditEvent event) {
        (event.step().isPresent() ? proven : unproven).append(event.toJson());
    }

    /** Closes the files; what was recorded is in them. A second call does nothing. */
    @Override
    public void close() {
        proven.close();
        unproven.close();
    }

    /** Builds a {@link FileAuditLog}. Not thread-safe. */
    public static final class Builder {

        private static final long SMALLEST = 4 * 1024;

        private final Path file;
        private boolean mandatory = true;
        private boolean fsync;
        private long maxBytes = 100L * 1024 * 1024;
        private int keep = 3;
        private @Nullable Duration age;

        private Builder(Path file) {
            this.file = Objects.requireNonNull(file, "file").toAbsolutePath();
        }

        /**
         * A failure of the file is only complained about: secrets leave without their event.
         *
         * @return this
         */
        public Builder optional() {
            mandatory = false;
            return this;
        }

        /**
         * Waits until the disk has each event of a proven token, before its answer leaves. Events that come at the same time share one wait.
         *
         * @return this
         */
        public Builder fsync() {
            fsync = true;
            return this;
        }

        /**
         * Sets how large each file may become.
         *
         * @param bytes at least 4096, 100 MiB by default
         * @return this
         */
        public Builder maxBytes(long bytes) {
            maxBytes = bytes;
            return this;
        }

        /**
         * Deletes older files of proven events when they are too old: when the file rotates, and when it is opened. Without this none is ever
         * deleted: look after the disk, a mandatory log that finds it full keeps every secret back.
         *
         * @param time for how long a file is kept after its last event, from one hour to 3,660 days
         * @return this
         */
        public Builder deleteAfter(Duration time) {
            age = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets how many older files of unproven events are kept, besides the one that is written.
         *
         * @param files from 1 to 1000, 3 by default
         * @return this
         */
        public Builder keep(int files) {
            keep = files;
            return this;
        }

        /**
         * Opens the files, or makes them.
         *
         * @return the log
         * @throws IllegalArgumentException if a number is out of range
         * @throws UncheckedIOException if a file cannot be used: it is no regular file, others may read it, another program writes to it,
         *     or its folder is missing
         */
        public FileAuditLog build() {
            if (maxBytes < SMALLEST) {
                throw new IllegalArgumentException("maxBytes: must be at least " + SMALLEST + ", was " + maxBytes);
            }
            if (keep < 1 || keep > 1000) {
                throw new IllegalArgumentException("keep: must be from 1 to 1000, was " + keep);
            }
            if (age != null && (age.compareTo(Duration.ofHours(1)) < 0 || age.compareTo(Duration.ofDays(3660)) > 0)) {
                throw new IllegalArgumentException("deleteAfter: must be from 1 h to 3660 days, was " + age);
            }
            return new FileAuditLog(this);
        }
    }
}
