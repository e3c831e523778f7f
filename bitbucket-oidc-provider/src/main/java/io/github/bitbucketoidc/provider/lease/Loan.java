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
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;

/** A lease of a store that a step has, or had. Immutable; the store stays open while it is, and is left by {@link #close}. */
record Loan(OpenStore store, SecretId id, Lease lease, Caller caller) implements AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;

    /** The lease of a secret; empty, and said so, if its store is closed: nothing but its own end can end it then. */
    static Optional<Loan> of(OpenStore store, SecretId id, Lease lease, Caller caller) {
        Loan loan = new Loan(
                store,
                id,
                lease,
                TokenlessCaller.of(caller)); // nothing of a token is kept from one request to the next
        if (store.join()) {
            return Optional.of(loan);
        }
        log.warn("{} is left to its end: its store is closed", loan);
        return Optional.empty();
    }

    /**
     * Asks the store to end it.
     *
     * @throws RuntimeException if it may still be running
     * @throws InterruptedException if this thread was
     */
    void revoke() throws InterruptedException {
        store.enter(); // it may hang just as reading may
        try {
            store.store().revoke(lease, caller);
        } finally {
            store.exit();
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
        store.leave();
    }

    /** For the log: what an operator needs to find it. */
    @Override
    public String toString() {
        return "lease " + SafeText.of(lease.id()) + " of "
                + lease.holder().map(SafeText::of).orElse("an unnamed holder") + " in store " + store
                + ", made for step "
                + caller.run() + ", which ends at " + lease.expires();
    }
}
