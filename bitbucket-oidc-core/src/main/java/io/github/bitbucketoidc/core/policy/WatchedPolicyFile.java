package io.github.bitbucketoidc.core.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A policy file of which a version counts when it held still for a while. Thread-safe. */
final class WatchedPolicyFile implements PolicySource {

    private static final long STILL = Duration.ofMillis(500).toNanos();
    /** Stands for a file that cannot be read; compared by identity. */
    private static final byte[] UNREADABLE = {};

    private final Path file;
    private final LongSupplier nanoTime;
    /** What was loaded last, or has been offered since. */
    private byte @Nullable [] taken;

    /** What held still and waits to be loaded. */
    private byte @Nullable [] offered;

    private byte @Nullable [] seen;
    private long seenSince;

    WatchedPolicyFile(Path file, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
    }

    /** What was offered; whoever loads without an offer wants the file as it is now. */
    @Override
    public Policy load(StoreOpener stores) {
        byte[] bytes;
        synchronized (this) {
            bytes = offered != null ? offered : read();
            offered = null;
            taken = bytes;
            seen = null;
        }
        if (bytes == UNREADABLE) {
            throw PolicyFile.unreadable(file);
        }
        return PolicyFile.parse(bytes, file, stores);
    }

    @Override
    public synchronized boolean hasChanged() {
        byte[] now = read();
        if (same(now, taken)) {
            seen = null;
            return false;
        }
        if (!same(now, seen)) {
            seen = now;
            seenSince = nanoTime.getAsLong();
            return false;
        }
        if (nanoTime.getAsLong() - seenSince < STILL) {
            return false;
        }
        taken = now;
        offered = now;
        seen = null;
        return true;
    }

    private byte[] read() {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SourceText.MAX_BYTES + 1);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    private static boolean same(byte[] now, byte @Nullable [] before) {
        if (before == null || now == UNREADABLE || before == UNREADABLE) {
            return now == before;
        }
        return Arrays.equals(now, before);
    }
}
