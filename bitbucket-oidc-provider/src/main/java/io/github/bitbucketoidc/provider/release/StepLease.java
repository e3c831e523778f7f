package io.github.bitbucketoidc.provider.release;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A lease that was made for a step and is not known to be over: for operators, who can find it in the store by its id and its
 * holder. Immutable; an id names a lease and does not open it.
 *
 * @param store the store's name in the policy
 * @param lease what the store calls the lease
 * @param holder what owns the lease in the store, for example the accessor of a Vault login token
 * @param workspace the workspace's UUID
 * @param repository the repository's UUID
 * @param step the step's UUID
 * @param expires when it ends by itself at the latest, by the store's word
 * @param state what is being done about it
 * @param attempts how often the store was asked in vain to end it
 * @param problem why it did not, as the last attempt said; empty if there was none
 * @since 0.1.0
 */
public record StepLease(
        String store,
        String lease,
        Optional<String> holder,
        UUID workspace,
        UUID repository,
        UUID step,
        Instant expires,
        State state,
        int attempts,
        String problem) {

    /** What is being done about a lease. The text form is stable. */
    public enum State {
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
