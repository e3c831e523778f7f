package io.github.bitbucketoidc.core.token.json;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A pool of reusable objects that one thread uses at a time and that take long to make. A thread looks into the one slot that its
 * number leads to, and makes a new object when that slot is empty: it never waits for another thread, and no {@code ThreadLocal}
 * outlives an undeploy. Bounded, thread-safe.
 */
public final class Pool<T> {

    /** Slots that are used at the same time should not share a cache line: 16 references are at least 64 bytes. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable T> atRest;
    private final int mask;

    public Pool() {
        int slots = Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 4 - 1) * 2;
        this.mask = slots - 1;
        this.atRest = new AtomicReferenceArray<>(slots * STRIDE);
    }

    /** Takes the object out of this thread's slot; it then belongs to this thread alone. Null if the slot is empty. */
    @Nullable
    public T take() {
        return atRest.getAndSet(slot(), null);
    }

    /** Puts an object into this thread's slot, where it replaces what another thread may have put there. */
    public void put(T object) {
        atRest.setRelease(slot(), object);
    }

    private int slot() {
        return (int) (Thread.currentThread().getId() & mask) * STRIDE;
    }
}
