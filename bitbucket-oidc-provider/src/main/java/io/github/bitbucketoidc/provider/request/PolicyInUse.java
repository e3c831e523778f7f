package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.stores.ReferenceCounted;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.store.Deadline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The version of the policy that requests use. Each uses one from its beginning to its end (attack row R18). Thread-safe. */
public final class PolicyInUse {

    /** What is left of a provider's work once it is closed: its answers say so, and are recorded. */
    private static final Duration CLOSED_WAIT = Duration.ofSeconds(1);

    private volatile @Nullable ReferenceCounted<PolicyVersion> current;

    public PolicyInUse(PolicyVersion first) {
        this.current = new ReferenceCounted<>(first, first::close);
    }

    /** The version in use, which is not closed before the last use of it. */
    public static final class Use implements AutoCloseable {

        private final @Nullable ReferenceCounted<PolicyVersion> held;

        private Use(@Nullable ReferenceCounted<PolicyVersion> held) {
            this.held = held;
        }

        public Optional<PolicyVersion> ifOpen() {
            return Optional.ofNullable(held).map(ReferenceCounted::resource);
        }

        /**
         * The version.
         *
         * @throws ReleaseFailure if the provider is closed
         */
        PolicyVersion version() {
            if (held == null) {
                throw new ReleaseFailure(Release.FailureCode.STORE_UNAVAILABLE, "the provider is closed");
            }
            return held.resource();
        }

        /** Until when a request that begins now must have its answer. */
        Deadline deadline() {
            return Deadline.after(
                    held == null
                            ? CLOSED_WAIT
                            : held.resource().policy().settings().deadline());
        }

        @Override
        public void close() {
            if (held != null) {
                held.release();
            }
        }
    }

    /** Holds the version in use. Close it. */
    public Use use() {
        while (true) {
            ReferenceCounted<PolicyVersion> use = current;
            if (use == null || use.retain()) {
                return new Use(use);
            }
        }
    }

    /** The version in use without holding it, for whoever replaces it; empty after closing. */
    public Optional<PolicyVersion> peek() {
        return Optional.ofNullable(current).map(ReferenceCounted::resource);
    }

    /**
     * Puts the next version in use. Not while another thread replaces or closes.
     *
     * @return the one before: when it is closed, it ends after its last request
     */
    public Use replace(PolicyVersion next) {
        Use previous = new Use(current);
        current = new ReferenceCounted<>(next, next::close);
        return previous;
    }

    /** Puts none in use. */
    public void close() {
        ReferenceCounted<PolicyVersion> last = current;
        current = null;
        if (last != null) {
            last.release();
        }
    }
}
