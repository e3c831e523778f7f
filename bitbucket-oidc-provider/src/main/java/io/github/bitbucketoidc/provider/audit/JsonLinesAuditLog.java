package io.github.bitbucketoidc.provider.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Writes audit events to a stream, one line of JSON each, and flushes after each one: an event is as durable as a flush of
 * that stream. A line that could only be written in part is ended before the next one begins. Thread-safe.
 */
final class JsonLinesAuditLog implements AuditLog {

    private final OutputStream out;
    private final boolean mandatory;
    private final Object lock = new Object();
    private boolean torn;

    JsonLinesAuditLog(OutputStream out, boolean mandatory) {
        this.out = Objects.requireNonNull(out, "out");
        this.mandatory = mandatory;
    }

    @Override
    public boolean mandatory() {
        return mandatory;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the stream refused it
     */
    @Override
    public void record(AuditEvent event) {
        String line = event.toJson() + "\n";
        synchronized (lock) {
            try {
                byte[] bytes = (torn ? "\n" + line : line).getBytes(StandardCharsets.US_ASCII);
                torn = true;
                out.write(bytes);
                out.flush();
                if (out instanceof PrintStream print && print.checkError()) {
                    throw new IOException("the stream is in error");
                }
                torn = false;
            } catch (IOException cause) {
                throw new UncheckedIOException("the audit event could not be written", cause);
            }
        }
    }
}
