package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what stores lent for an answer that failed. As well as it can: a lease that cannot be given back ends by itself.
 */
final class Leases {

    private static final Logger log = LoggerFactory.getLogger(SecretProvider.class);

    private final Executor executor;

    Leases(Executor executor) {
        this.executor = executor;
    }

    /** Does not wait for the store. */
    void revoke(OpenStore store, Collection<Secret> secrets, Caller caller) {
        List<Lease> leases = secrets.stream()
                .map(Secret::lease)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (leases.isEmpty()) {
            return;
        }
        try {
            executor.execute(() -> leases.forEach(lease -> revoke(store, lease, caller)));
        } catch (RejectedExecutionException closed) {
            log.warn("store {}: {} leases were not given back, nothing runs any more", store, leases.size());
        }
    }

    private static void revoke(OpenStore store, Lease lease, Caller caller) {
        try {
            store.enter(); // giving back may hang just as reading may
            try {
                store.store().revoke(lease, caller);
            } finally {
                store.exit();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            log.warn(
                    "store {}: lease {} was not given back: {}", store, SafeText.of(lease.id()), SafeTrace.of(failure));
        }
    }
}
