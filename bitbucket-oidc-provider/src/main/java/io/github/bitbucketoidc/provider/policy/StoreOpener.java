package io.github.bitbucketoidc.provider.policy;

import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import io.github.bitbucketoidc.store.SecretReference;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SettingBounds;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.util.Objects;
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
     * Checks the settings of stores and opens none, see {@link SecretStores#check}: for tests and tools.
     *
     * @param stores the types of stores that are there
     * @return an opener after which nothing is to be closed
     */
    static StoreOpener checking(SecretStores stores) {
        Objects.requireNonNull(stores, "stores");
        return definition -> stores.check(definition.type(), definition.config());
    }

    /**
     * Opens a store, or just checks its settings. Called once for each store whose place in the file is well-formed, also
     * when something else in the file is wrong.
     *
     * @param definition the store
     * @throws StoreConfigException if its settings are wrong
     */
    void open(StoreDefinition definition);

    /**
     * What the policy may point to: its stores' settings and its workspaces' issuers.
     *
     * @return no bounds unless overridden
     */
    default SettingBounds bounds() {
        return SettingBounds.none();
    }

    /**
     * Validates a reference to a store that was opened.
     *
     * @param definition the store
     * @param reference what is delivered; a template where the step's UUIDs are filled in
     * @return what is wrong with it and the fix; empty unless overridden, and for a store that was not opened
     */
    default Optional<String> validate(StoreDefinition definition, SecretReference reference) {
        return Optional.empty();
    }
}
