package io.github.bitbucketoidc.core.provider;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes audit events to a file, one line of JSON each. The file is made readable for its owner only; when it would grow beyond its
 * size it becomes {@code FILE.1}, what was {@code FILE.1} becomes {@code FILE.2}, and so on, and the oldest one is deleted. A line that
 * does not fit on the disk is taken back, so the file holds whole lines only. Thread-safe; close it after the provider.
 *
 * <pre>{@code
 * FileAuditLog audit = FileAuditLog.builder(Path.of("/var/log/secrets/audit.jsonl")).fsync().build();
 * SecretProvider provider = SecretProvider.builder().policyFile(file).auditLog(audit).build();
 * }</pre>
 *
 * <p>Defaults: mandatory, 100 MiB for each file, 10 older files, no fsync: an event then survives the end of this program, but not of
 * the machine. One program writes to one file: a second one is refused.
 *
 * @since 0.1.0
 */
public final class FileAuditLog implements AuditLog, AutoCloseable {

    private final AuditFile file;
    private final boolean mandatory;

    private FileAuditLog(Builder builder) {
        this.file = new AuditFile(builder.file, builder.maxBytes, builder.keep, builder.fsync);
        this.mandatory = builder.mandatory;
    }

    /**
     * Begins a log.
     *
     * @param file where events go; its folder is there already
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
        file.append(event.toJson());
    }

    /** Closes the file; what was recorded is in it. A second call does nothing. */
    @Override
    public void close() {
        file.close();
    }

    /** Builds a {@link FileAuditLog}. Not thread-safe. */
    public static final class Builder {

        private static final long SMALLEST = 4 * 1024;

        private final Path file;
        private boolean mandatory = true;
        private boolean fsync;
        private long maxBytes = 100L * 1024 * 1024;
        private int keep = 10;

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
         * Waits until the disk has each event, before its answer leaves. Events that come at the same time share one wait.
         *
         * @return this
         */
        public Builder fsync() {
            fsync = true;
            return this;
        }

        /**
         * Sets how large a file may become.
         *
         * @param bytes at least 4096, 100 MiB by default
         * @return this
         */
        public Builder maxBytes(long bytes) {
            maxBytes = bytes;
            return this;
        }

        /**
         * Sets how many older files are kept, besides the one that is written.
         *
         * @param files from 1 to 1000, 10 by default
         * @return this
         */
        public Builder keep(int files) {
            keep = files;
            return this;
        }

        /**
         * Opens the file, or makes it.
         *
         * @return the log
         * @throws IllegalArgumentException if a number is out of range
         * @throws UncheckedIOException if the file cannot be used: it is no regular file, others may read it, another program writes to it,
         *     or its folder is missing
         */
        public FileAuditLog build() {
            if (maxBytes < SMALLEST) {
                throw new IllegalArgumentException("maxBytes: must be at least " + SMALLEST + ", was " + maxBytes);
            }
            if (keep < 1 || keep > 1000) {
                throw new IllegalArgumentException("keep: must be from 1 to 1000, was " + keep);
            }
            return new FileAuditLog(this);
        }
    }
}
