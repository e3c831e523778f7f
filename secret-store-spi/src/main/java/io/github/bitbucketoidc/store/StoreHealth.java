package io.github.bitbucketoidc.store;

import java.util.Objects;

/**
 * What a store knows about itself. Immutable.
 *
 * @param status the state
 * @param detail one line for an operator; never a secret value, may be empty
 * @since 0.1.0
 */
public record StoreHealth(Status status, String detail) {

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
     * Checks the parts.
     *
     * @param status the state
     * @param detail one line for an operator
     */
    public StoreHealth {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * A store that does not say how it is.
     *
     * @return {@link Status#UNKNOWN} without a detail
     */
    public static StoreHealth unknown() {
        return new StoreHealth(Status.UNKNOWN, "");
    }
}
