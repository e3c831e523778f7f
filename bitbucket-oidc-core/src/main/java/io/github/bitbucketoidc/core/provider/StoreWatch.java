package io.github.bitbucketoidc.core.provider;

import java.time.Duration;

/** Tells listeners about reads of stores. */
record StoreWatch(Listeners listeners, Duration slowAfter) {

    void read(OpenStore store, int secrets, Duration duration) {
        listeners.tell(listener -> listener.storeRead(new ProviderListener.StoreRead(store.name(), secrets, duration)));
        slow(store, duration);
    }

    void failed(OpenStore store, FailureCode code, Duration duration) {
        listeners.tell(
                listener -> listener.storeFailed(new ProviderListener.StoreFailed(store.name(), code, duration, true)));
        slow(store, duration);
    }

    void notAsked(OpenStore store, FailureCode code) {
        listeners.tell(listener ->
                listener.storeFailed(new ProviderListener.StoreFailed(store.name(), code, Duration.ZERO, false)));
    }

    private void slow(OpenStore store, Duration duration) {
        if (duration.compareTo(slowAfter) > 0) {
            listeners.tell(listener -> listener.storeSlow(new ProviderListener.StoreSlow(store.name(), duration)));
        }
    }
}
