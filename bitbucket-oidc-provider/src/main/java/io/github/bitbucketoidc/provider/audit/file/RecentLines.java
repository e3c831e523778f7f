package io.github.bitbucketoidc.provider.audit.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The lines of the last seconds, a bounded number of bytes: whoever copies a file and empties it loses what was written in between, and it
 * can be written again. Not thread-safe.
 */
final class RecentLines {

    private static final long AGE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_BYTES = 256 * 1024;

    private static final class Line {
        private final byte[] bytes;
        private final long at;

        private Line(byte[] bytes, long at) {
            this.bytes = bytes;
            this.at = at;
        }
    }

    private final Deque<Line> lines = new ArrayDeque<>();
    private int size;

    void add(byte[] line, long now) {
        lines.add(new Line(line, now));
        size += line.length;
        forget(now);
    }

    List<byte[]> lines(long now) {
        forget(now);
        List<byte[]> copy = new ArrayList<>();
        lines.forEach(line -> copy.add(line.bytes));
        return copy;
    }

    void clear() {
        lines.clear();
        size = 0;
    }

    private void forget(long now) {
        while (!lines.isEmpty() && (size > MOST_BYTES || now - lines.getFirst().at > AGE_NANOS)) {
            size -= lines.removeFirst().bytes.length;
        }
    }
}
