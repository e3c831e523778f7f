package io.github.bitbucketoidc.core.token.json;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where things wait that one thread uses at a time and that are dear to make. A thread tries the one place that its number leads to,
 * and makes a new thing when that place is empty: it never waits for another, and no {@code ThreadLocal} outlives an undeploy.
 * Bounded, thread-safe.
 */
public final class Places<T> {

    /** Places that are used at the same time should not share a cache line: 16 references are at least 64 bytes. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable T> atRest;
    private final int mask;

    public Places() {
        int places = Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 4 - 1) * 2;
        this.mask = places - 1;
        this.atRest = new AtomicReferenceArray<>(places * STRIDE);
    }

    /** The thing that waits in this thread's place, which then is this thread's alone; null if the place is empty. */
    @Nullable
    public T take() {
        return atRest.getAndSet(place(), null);
    }

    /** Puts a thing into this thread's place, where it replaces what another thread may have put there. */
    public void put(T thing) {
        atRest.setRelease(place(), thing);
    }

    private int place() {
        return (int) (Thread.currentThread().getId() & mask) * STRIDE;
    }
}
