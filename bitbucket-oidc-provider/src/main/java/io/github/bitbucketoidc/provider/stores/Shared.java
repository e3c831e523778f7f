package io.github.bitbucketoidc.provider.stores;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A resource that several owners hold and the last one closes: a store that two versions of the policy have in common.
 * Thread-safe.
 */
public final class Shared<T> {

    private final T resource;
    private final Runnable closing;
    private final AtomicInteger owners = new AtomicInteger(1);

    /** Begins with one owner. */
    public Shared(T resource, Runnable closing) {
        this.resource = resource;
        this.closing = closing;
    }

    public T resource() {
        return resource;
    }

    /** Another owner joins; {@code false} if the last one has already left. */
    public boolean join() {
        return owners.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** An owner leaves, once for each time that one joined. */
    public void leave() {
        int left = owners.decrementAndGet();
        if (left == 0) {
            closing.run();
        } else if (left < 0) {
            throw new IllegalStateException("more owners left than joined");
        }
    }
}
