package io.github.bitbucketoidc.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time that a secret was made for. Immutable; holds nothing secret: an id names a lease but does not open it.
 *
 * <p>The end is a promise: it stands in the audit event, and a step counts on it. So it must hold if the provider dies the moment after.
 * Where something else owns the lease and ends it with itself, a login token for example, the end is never later than what that owner has
 * left <em>without being renewed</em>.
 *
 * @since 0.1.0
 */
public final class Lease {

    private final String id;
    private final Instant expires;
    private final Optional<String> holder;

    private Lease(String id, Instant expires, Optional<String> holder) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(expires, "expires");
        Objects.requireNonNull(holder, "holder");
        if (id.isBlank()) {
            throw new IllegalArgumentException("id: must not be blank");
        }
        this.id = id;
        this.expires = expires;
        this.holder = holder;
    }

    /**
     * A lease of an owner that the store does not name.
     *
     * @param id what the store calls the lease
     * @param expires when the secret ends
     * @return the lease
     * @throws IllegalArgumentException if the id is blank
     */
    public static Lease of(String id, Instant expires) {
        return new Lease(id, expires, Optional.empty());
    }

    /**
     * A lease.
     *
     * @param id what the store calls the lease
     * @param expires when the secret ends
     * @param holder who owns the lease
     * @return the lease
     * @throws IllegalArgumentException if the id is blank
     */
    public static Lease of(String id, Instant expires, Optional<String> holder) {
        return new Lease(id, expires, holder);
    }

    /** {@return what the store calls the lease; not blank} */
    public String id() {
        return id;
    }

    /** {@return when the secret ends, by the wall clock, if nobody ends it before and nobody renews anything} */
    public Instant expires() {
        return expires;
    }

    /** {@return what an operator needs to find who owns the lease, for example the accessor of a login token} */
    public Optional<String> holder() {
        return holder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Lease that
                && that.id.equals(id)
                && that.expires.equals(expires)
                && that.holder.equals(holder);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, expires, holder);
    }

    @Override
    public String toString() {
        return "Lease[id=" + id + ", expires=" + expires + ", holder=" + holder + "]";
    }
}
