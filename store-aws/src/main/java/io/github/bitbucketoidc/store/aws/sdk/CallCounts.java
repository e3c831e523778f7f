package io.github.bitbucketoidc.store.aws.sdk;

import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.StoreHealth;
import io.github.bitbucketoidc.store.StoreHealth.Status;
import java.util.EnumMap;
import java.util.Map;

/** How often reads failed, and how, for an operator. Thread-safe. */
final class CallCounts {

    private final Map<SecretStoreException.Kind, Long> failures = new EnumMap<>(SecretStoreException.Kind.class);
    private Status status = Status.UNKNOWN;
    private String last = "";

    synchronized void succeeded() {
        status = Status.UP;
    }

    /** Counts it, and gives it back to be thrown. */
    synchronized SecretStoreException failed(SecretStoreException failure) {
        failures.merge(failure.kind(), 1L, Long::sum);
        last = String.valueOf(failure.getMessage());
        // AWS answered when a secret is not what it should be: the store is as well as before
        boolean ours = failure.kind() == SecretStoreException.Kind.UNAVAILABLE
                || failure.kind() == SecretStoreException.Kind.DENIED;
        status = ours ? Status.DOWN : Status.UP;
        return failure;
    }

    synchronized StoreHealth health() {
        String counted = failures.isEmpty() ? "" : "failed reads since the start: " + failures;
        return StoreHealth.of(status, status == Status.DOWN ? last + "; " + counted : counted);
    }
}
