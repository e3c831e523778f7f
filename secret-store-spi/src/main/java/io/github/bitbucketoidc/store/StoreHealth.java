package io.github.bitbucketoidc.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows about itself. Immutable.
 *
 * @since 0.1.0
 */
public final class StoreHealth {

    private final Status status;
    private final String detail;

    private StoreHealth(Status status, String detail) {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
        this.status = status;
        this.detail = detail;
    }

    /** {@return the state} */
    public Status status() {
        return status;
    }

    /** {@return one line for an operator; never a secret value, may be empty} */
    public String detail() {
        return detail;
    }

    /** How a store is. */
    public enum Status {
        /** The last thing it tried worked. */
        UP,
        /** It answers, but not as well as it should, for example from its last good snapshot. */
        DEGRADED,
        /** The last thing it tried failed. */
        DOWN,
        /** Nothing was tried yet, or the store does not say. */
        UNKNOWN
    }

    /**
     * How a store is.
     *
     * @param status the state
     * @param detail one line for an operator; never a secret value, may be empty
     * @return the health
     */
    public static StoreHealth of(Status status, String detail) {
        return new StoreHealth(status, detail);
    }

    /**
     * A store that does not say how it is.
     *
     * @return {@link Status#UNKNOWN} without a detail
     */
    public static StoreHealth unknown() {
        return new StoreHealth(Status.UNKNOWN, "");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreHealth that && that.status.equals(status) && that.detail.equals(detail);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, detail);
    }

    @Override
    public String toString() {
        return "StoreHealth[status=" + status + ", detail=" + detail + "]";
    }
}
