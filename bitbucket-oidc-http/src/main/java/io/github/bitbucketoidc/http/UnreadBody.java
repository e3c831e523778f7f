package io.github.bitbucketoidc.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes in what a client is still sending when it has its answer. Many clients write a whole body before they read: a server that closes the
 * connection under such a body resets it, and the client never sees the answer. What is taken in is thrown away, and bounded in bytes,
 * time and number, so that nobody can hold threads with it: what is beyond is left to the server, as before. Thread-safe.
 */
final class UnreadBody {

    /** What a client that means no harm may send along; larger bodies are cut off. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** So long may nothing arrive before the client counts as done, or as slow. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PAUSE_MILLIS = 2;
    private static final int AT_A_TIME = 8;

    private static final Semaphore PERMITS = new Semaphore(AT_A_TIME);

    private UnreadBody() {}

    /** Whether headers announce a body that the client sends without being asked to. */
    static boolean isAnnounced(long contentLength, boolean isChunked) {
        return contentLength > 0 || isChunked;
    }

    /** Throws away what arrives, and never waits for a single byte: only what is there already is read. */
    static void discard(InputStream body) throws IOException {
        if (!PERMITS.tryAcquire()) {
            return;
        }
        try {
            discardWhatComes(body);
        } finally {
            PERMITS.release();
        }
    }

    private static void discardWhatComes(InputStream body) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long begin = System.nanoTime();
        long heard = begin;
        for (int left = MOST_BYTES; left > 0; ) {
            int there = Math.min(body.available(), buffer.length);
            long now = System.nanoTime();
            if (there > 0) {
                int read = body.read(buffer, 0, there);
                if (read < 0) {
                    return;
                }
                left -= read;
                heard = now;
            } else if (now - heard > SILENCE_NANOS) {
                return;
            } else {
                pause();
            }
            if (now - begin > MOST_NANOS) {
                return;
            }
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", stopping);
        }
    }
}
