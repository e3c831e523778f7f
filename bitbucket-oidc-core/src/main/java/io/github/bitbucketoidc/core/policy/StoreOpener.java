package io.github.bitbucketoidc.core.policy;

import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.util.Optional;

/**
 * Tries the stores of a policy file while it is read, so that what is wrong with their settings is reported with line and
 * column together with everything else.
 *
 * <p>What was opened belongs to the implementation: it closes it when the policy is refused in the end.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StoreOpener {

    /**
     * Opens a store, or just checks its settings. Called once for each store whose place in the file is well-formed, also
     * when something else in the file is wrong.
     *
     * @param definition the store
     * @throws StoreConfigException if its settings are wrong
     */
    void open(StoreDefinition definition);

    /**
     * Why a reference to a store that was opened can never be read, whatever the store holds.
     *
     * @param definition the store
     * @param id what the reference names; where the step's UUIDs are filled in, with samples of them
     * @return what is wrong with it; empty unless overridden, and for a store that was not opened
     */
    default Optional<String> problem(StoreDefinition definition, SecretId id) {
        return Optional.empty();
    }
}
