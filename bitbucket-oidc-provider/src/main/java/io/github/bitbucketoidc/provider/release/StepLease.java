package io.github.bitbucketoidc.provider.release;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A lease that was made for a step and is not known to be over: for operators, who can find it in the store by its id and its
 * holder. Immutable; an id names a lease and does not open it.
 *
 * @since 0.1.0
 */
public interface StepLease {

    /** {@return the store's name in the policy} */
    String store();

    /** {@return what the store calls the lease} */
    String lease();

    /** {@return what owns the lease in the store, for example the accessor of a Vault login token} */
    Optional<String> holder();

    /** {@return the workspace's UUID} */
    UUID workspace();

    /** {@return the repository's UUID} */
    UUID repository();

    /** {@return the step's UUID} */
    UUID step();

    /** {@return when it ends by itself at the latest, by the store's word} */
    Instant expires();

    /** {@return what is being done about it} */
    State state();

    /** {@return how often the store was asked to revoke it, without success} */
    int attempts();

    /** {@return why it did not, as the last attempt said; empty if there was none} */
    String problem();

    /** What is being done about a lease. The text form is stable. */
    enum State {
        /** The step may be using it. */
        RUNNING,
        /** The store is being asked to end it. */
        ENDING,
        /** The store was asked to end it and has not done it; it is asked again from time to time. */
        LEFT;

        private final String text = name().toLowerCase(Locale.ROOT);

        /**
         * The stable form.
         *
         * @return for example {@code left}
         */
        @Override
        public String toString() {
            return text;
        }
    }
}
