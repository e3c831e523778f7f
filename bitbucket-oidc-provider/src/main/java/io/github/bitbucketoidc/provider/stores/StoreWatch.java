package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.record.Listeners;
import io.github.bitbucketoidc.provider.release.Release;
import java.time.Duration;

/** Tells listeners about reads of stores. */
public record StoreWatch(Listeners listeners, Duration slowAfter) {

    public void read(OpenStore store, int secrets, Duration duration) {
        listeners.tell(listener -> listener.storeRead(new ListenerFacts.StoreRead(store.name(), secrets, duration)));
        slow(store, duration);
    }

    public void failed(OpenStore store, Release.FailureCode code, Duration duration) {
        listeners.tell(
                listener -> listener.storeFailed(new ListenerFacts.StoreFailed(store.name(), code, duration, true)));
        slow(store, duration);
    }

    public void notAsked(OpenStore store, Release.FailureCode code) {
        listeners.tell(listener ->
                listener.storeFailed(new ListenerFacts.StoreFailed(store.name(), code, Duration.ZERO, false)));
    }

    private void slow(OpenStore store, Duration duration) {
        if (duration.compareTo(slowAfter) > 0) {
            listeners.tell(listener -> listener.storeSlow(new ListenerFacts.StoreSlow(store.name(), duration)));
        }
    }
}
