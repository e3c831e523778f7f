package io.github.bitbucketoidc.provider.lease;

import io.github.bitbucketoidc.provider.facts.LeaseFacts;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeText;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.release.StepLease;
import io.github.bitbucketoidc.provider.stores.OpenStore;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.provider.stores.TokenlessCaller;
import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Lease;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;

/** A lease that a store issued for a step. Keeps the store open until it is {@linkplain #close closed} itself. Immutable. */
record IssuedLease(OpenStore store, SecretId id, Lease lease, Caller caller) implements AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;

    /** The lease of a secret; empty, and logged, if its store is closed: nothing can revoke it then. */
    static Optional<IssuedLease> of(OpenStore store, SecretId id, Lease lease, Caller caller) {
        IssuedLease issued = new IssuedLease(
                store,
                id,
                lease,
                TokenlessCaller.of(caller)); // nothing of a token is kept from one request to the next
        if (store.retain()) {
            return Optional.of(issued);
        }
        log.warn("{} is left to expire: its store is closed", issued);
        return Optional.empty();
    }

    Instant expires() {
        return lease.expires();
    }

    /**
     * Asks the store to revoke it.
     *
     * @throws RuntimeException if it may still be running
     * @throws InterruptedException if this thread was interrupted
     */
    void revoke() throws InterruptedException {
        store.acquirePermit(); // it may hang just as reading may
        try {
            store.store().revoke(lease, caller);
        } finally {
            store.releasePermit();
        }
    }

    /** Why an attempt failed, without what somebody else's exception says. */
    static String problem(RuntimeException failure) {
        return failure instanceof SecretStoreException || failure instanceof ReleaseFailure
                ? SafeText.detail(String.valueOf(failure.getMessage()))
                : SafeTrace.of(failure);
    }

    StepLease listed(StepLease.State state, int attempts, String problem) {
        return new LeaseFacts(
                store.name(),
                SafeText.of(lease.id()),
                lease.holder().map(SafeText::of),
                uuid("workspace"),
                uuid("repository"),
                uuid("step"),
                lease.expires(),
                state,
                attempts,
                problem);
    }

    private UUID uuid(String attribute) {
        return caller.uuid(attribute).orElseThrow(); // every caller is a step of Bitbucket today
    }

    @Override
    public void close() {
        store.release();
    }

    /** For the log: what an operator needs to find it. */
    @Override
    public String toString() {
        return "lease " + SafeText.of(lease.id()) + " of "
                + lease.holder().map(SafeText::of).orElse("an unnamed holder") + " in store " + store
                + ", issued for step "
                + caller.run() + ", which expires at " + lease.expires();
    }
}
