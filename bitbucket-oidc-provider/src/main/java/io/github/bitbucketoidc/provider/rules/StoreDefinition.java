package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.store.StoreConfig;
import java.util.Objects;

/**
 * A store as a policy defines it, not opened. Immutable, a value: two that are equal have the same settings, so that a store
 * can be kept when a policy is loaded anew.
 *
 * @param name the name that references use, {@code vault} in {@code vault:secret/hub#id}
 * @param type which factory opens it
 * @param config its other settings; {@code toString} shows their keys only
 * @param required whether a policy can be used only while the store can be opened; if not, the store may be opened later, and what is
 *     read of it before is not available
 * @since 0.1.0
 */
public record StoreDefinition(String name, String type, StoreConfig config, boolean required) {

    /**
     * Checks the parts.
     *
     * @param name the name that references use
     * @param type which factory opens it
     * @param config its other settings
     * @param required whether it must be opened before the policy is used
     */
    public StoreDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(config, "config");
    }

    /**
     * A store that is required.
     *
     * @param name the name that references use
     * @param type which factory opens it
     * @param config its other settings
     */
    public StoreDefinition(String name, String type, StoreConfig config) {
        this(name, type, config, true);
    }
}
