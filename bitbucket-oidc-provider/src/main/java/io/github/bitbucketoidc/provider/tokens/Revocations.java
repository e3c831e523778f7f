package io.github.bitbucketoidc.provider.tokens;

import io.github.bitbucketoidc.core.token.VerifiedToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revocations in force: those of a file that is looked at every second, on a daemon thread named {@code bitbucket-oidc-revocations}. It hangs
 * on nothing else, in particular not on the policy. Thread-safe; a request never waits for the file.
 *
 * <p>What is added counts at once. What is taken away counts when the file said so twice, a second apart: a file that is being written is empty
 * for a moment. A file that is gone or cannot be read takes nothing away.
 *
 * @since 0.1.0
 */
public final class Revocations implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** How often an unreadable file is complained of. */
    private static final int LOOKS_BETWEEN_COMPLAINTS = 60;

    private final @Nullable RevocationFile file;
    private final @Nullable ScheduledExecutorService thread;
    private volatile RevocationList list = RevocationList.EMPTY;
    private RevocationList lastRead = RevocationList.EMPTY;
    private int failures;

    private Revocations(@Nullable RevocationFile file, @Nullable ScheduledExecutorService thread) {
        this.file = file;
        this.thread = thread;
    }

    /**
     * Revokes nothing.
     *
     * @return revocations without a file
     */
    public static Revocations none() {
        return new Revocations(null, null);
    }

    /**
     * Reads the file, and looks at it every second from now on.
     *
     * @param file the file
     * @return its revocations
     * @throws UncheckedIOException if it cannot be read
     */
    public static Revocations watching(Path file) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread named = new Thread(task, "bitbucket-oidc-revocations");
            named.setDaemon(true);
            return named;
        });
        Revocations revocations = new Revocations(new RevocationFile(file), thread);
        try {
            revocations.begin();
        } catch (IOException unreadable) {
            thread.shutdownNow();
            throw new UncheckedIOException(
                    "the revocation file " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + "); fix: create it, it may be empty",
                    unreadable);
        }
        long nanos = INTERVAL.toNanos();
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(revocations::lookSafely, nanos, nanos, TimeUnit.NANOSECONDS);
        return revocations;
    }

    /** Without a thread, for tests that look when they want to. */
    static Revocations of(Path file) throws IOException {
        Revocations revocations = new Revocations(new RevocationFile(file), null);
        revocations.begin();
        return revocations;
    }

    private void begin() throws IOException {
        if (file != null) {
            lastRead = file.read();
            list = lastRead;
            say(lastRead);
        }
    }

    private void lookSafely() {
        try {
            look();
        } catch (Throwable defect) {
            // Anything else would end the looking for good.
            log.error(
                    "the revocation file was not looked at: {}",
                    defect.getClass().getName());
        }
    }

    /** Looks at the file once. */
    void look() {
        RevocationFile watched = file;
        if (watched == null) {
            return;
        }
        RevocationList read;
        try {
            read = watched.read();
        } catch (IOException unreadable) {
            if (failures++ % LOOKS_BETWEEN_COMPLAINTS == 0) {
                log.error(
                        "the revocation file {} cannot be read ({}); its last {} revocations stay in force; fix: put it back, it may be empty",
                        watched,
                        unreadable.getClass().getSimpleName(),
                        list.size());
            }
            return;
        }
        if (failures > 0) {
            log.info("the revocation file {} can be read again", watched);
            failures = 0;
        }
        boolean changed = !read.equals(lastRead);
        if (changed) {
            say(read);
        }
        list = changed ? list.and(read) : read;
        lastRead = read;
    }

    private void say(RevocationList read) {
        log.info("the revocation file {} revokes {} things", file, read.size());
        read.mistakes().forEach(mistake -> log.error("the revocation file {}: {}", file, mistake));
    }

    /** The list in force. */
    RevocationList list() {
        return list;
    }

    /**
     * Whether a token is revoked.
     *
     * @param token a verified token
     * @return why, in words for the audit event; empty if it is not
     */
    public Optional<String> revokes(VerifiedToken token) {
        return list.revokes(token);
    }

    /** Stops looking. */
    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
