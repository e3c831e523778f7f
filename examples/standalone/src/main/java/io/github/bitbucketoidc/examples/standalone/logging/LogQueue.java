package io.github.bitbucketoidc.examples.standalone.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes log lines on a thread of its own. Whoever logs never waits: while the reader of standard error is paused, lines wait here; what does
 * not fit is dropped and counted, and the count is said as soon as somebody reads again. Thread-safe.
 */
final class LogQueue extends Handler {

    /** With lines as long as they may be this is some 16 MB. */
    private static final int MOST_LINES = 1000;

    private final LogFormat format;
    private final OutputStream out;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_LINES);
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    LogQueue(LogFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
        Thread writer = new Thread(this::write, "log");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        offered.incrementAndGet();
        if (!lines.offer(format.line(record))) {
            done.incrementAndGet();
            dropped.incrementAndGet();
        }
    }

    private void write() {
        while (true) {
            try {
                line(lines.take());
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    line(format.line(loss(lost)));
                    done.decrementAndGet(); // nobody offered this one
                }
            } catch (InterruptedException notByUs) {
                // it writes as long as the program runs
            }
        }
    }

    private static LogRecord loss(long lines) {
        LogRecord record =
                new LogRecord(Level.WARNING, lines + " log lines were dropped, because nobody read standard error");
        record.setLoggerName(LogQueue.class.getName());
        return record;
    }

    private void line(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyReads) {
            // there is nowhere else to say it, and nobody's secrets hang on it
        } finally {
            done.incrementAndGet();
        }
    }

    /** Waits until what was logged before is written, but not for long: perhaps nobody reads. */
    void settle(Duration atMost) {
        long until = offered.get();
        long end = System.nanoTime() + atMost.toNanos();
        while (done.get() < until && System.nanoTime() < end) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void flush() {
        // every line is written as soon as somebody reads it
    }

    @Override
    public void close() {
        // the stream is the process's
    }

    /** Takes the place of every other handler. */
    void install() {
        Logger root = Logger.getLogger("");
        for (Handler other : root.getHandlers()) {
            root.removeHandler(other);
        }
        setLevel(Level.ALL);
        root.addHandler(this);
    }
}
