package io.github.bitbucketoidc.provider.stores;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A resource that is closed after its last user: a store that two versions of the policy have in common, or a version of the policy
 * that requests are still using. Thread-safe.
 */
public final class ReferenceCounted<T> {

    private final T resource;
    private final Runnable closing;
    private final AtomicInteger references = new AtomicInteger(1);

    /** Begins with one reference, which belongs to whoever makes it. */
    public ReferenceCounted(T resource, Runnable closing) {
        this.resource = resource;
        this.closing = closing;
    }

    public T resource() {
        return resource;
    }

    /** Takes another reference; {@code false} if the last one has already been released. */
    public boolean retain() {
        return references.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Releases a reference, once for each that was taken. */
    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            closing.run();
        } else if (left < 0) {
            throw new IllegalStateException("more references were released than taken");
        }
    }
}
