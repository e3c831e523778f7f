package io.github.bitbucketoidc.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The time that a secret was made for. Immutable; holds nothing secret: an id names a lease but does not open it.
 *
 * <p>The end is a promise: it stands in the audit event, and a step counts on it. So it must hold if the provider dies the moment after.
 * Where something else owns the lease and ends it with itself, a login token for example, the end is never later than what that owner has
 * left <em>without being renewed</em>.
 *
 * @param id what the store calls the lease; not blank
 * @param expires when the secret ends, by the wall clock, if nobody ends it before and nobody renews anything
 * @param holder what an operator needs to find who owns the lease, for example the accessor of a login token
 * @since 0.1.0
 */
public record Lease(String id, Instant expires, Optional<String> holder) {

    /**
     * Checks the parts.
     *
     * @param id what the store calls the lease
     * @param expires when the secret ends
     * @param holder who owns the lease
     * @throws IllegalArgumentException if the id is blank
     */
    public Lease {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(holder, "holder");
        if (id.isBlank()) {
            throw new IllegalArgumentException("id: must not be blank");
        }
    }
}
