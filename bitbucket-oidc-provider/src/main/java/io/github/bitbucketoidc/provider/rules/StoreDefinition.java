package io.github.bitbucketoidc.provider.rules;

import io.github.bitbucketoidc.store.StoreConfig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store as a policy defines it, not opened. Immutable, a value: two that are equal have the same settings, so that a store
 * can be kept when a policy is loaded anew.
 *
 * @since 0.1.0
 */
public final class StoreDefinition {

    private final String name;
    private final String type;
    private final StoreConfig config;
    private final boolean required;

    private StoreDefinition(String name, String type, StoreConfig config, boolean required) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(config, "config");
        this.name = name;
        this.type = type;
        this.config = config;
        this.required = required;
    }

    /** {@return the name that references use, {@code vault} in {@code vault:secret/hub#id}} */
    public String name() {
        return name;
    }

    /** {@return which factory opens it} */
    public String type() {
        return type;
    }

    /** {@return its other settings; {@code toString} shows their keys only} */
    public StoreConfig config() {
        return config;
    }

    /**
     * {@return whether a policy can be used only while the store can be opened; if not, the store may be opened later,
     * and what is read of it before is not available}
     */
    public boolean required() {
        return required;
    }

    /**
     * A store that is required.
     *
     * @param name the name that references use
     * @param type which factory opens it
     * @param config its other settings
     * @return the definition
     */
    public static StoreDefinition of(String name, String type, StoreConfig config) {
        return new StoreDefinition(name, type, config, true);
    }

    /**
     * The same store, not required: what is read of it before it can be opened is not available.
     *
     * @return the definition
     */
    public StoreDefinition optional() {
        return new StoreDefinition(name, type, config, false);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreDefinition that
                && that.name.equals(name)
                && that.type.equals(type)
                && that.config.equals(config)
                && that.required == required;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, config, required);
    }

    @Override
    public String toString() {
        return "StoreDefinition[name=" + name + ", type=" + type + ", config=" + config + ", required=" + required
                + "]";
    }
}
