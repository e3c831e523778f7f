package io.github.bitbucketoidc.store;

import io.github.bitbucketoidc.store.settings.AddressPattern;
import io.github.bitbucketoidc.store.settings.Bounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a policy may point to, as whoever runs the provider decides it: folders, environment variables, addresses
 * (attack row W4). The author of a policy can else name any file that the process may read, or send a variable of the process
 * to an address of his own. Each of the three kinds is free as long as nothing of it is allowed by name. Immutable, thread-safe.
 *
 * <pre>{@code
 * SettingBounds bounds = SettingBounds.builder()
 *         .allowRoot(Path.of("/etc/provider"))
 *         .allowEnvironment("PROVIDER_*")
 *         .allowAddress("vault.example:8200")
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SettingBounds {

    private static final SettingBounds NONE = new SettingBounds(Bounds.NONE);

    private final Bounds bounds;

    private SettingBounds(Bounds bounds) {
        this.bounds = bounds;
    }

    Bounds bounds() {
        return bounds;
    }

    /**
     * No bounds at all.
     *
     * @return bounds that allow everything
     */
    public static SettingBounds none() {
        return NONE;
    }

    /**
     * Starts bounds.
     *
     * @return a builder that allows everything so far
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Whether a setting may name a file or folder. Links are followed first, so that one inside an allowed folder leads nowhere
     * else.
     *
     * @param path the file or folder; it need not exist
     * @return whether it is, or lies below, an allowed folder
     */
    public boolean allowsPath(Path path) {
        return bounds.allowsPath(path);
    }

    /**
     * Whether a setting may name an environment variable.
     *
     * @param name the variable
     * @return whether it is allowed
     */
    public boolean allowsEnvironment(String name) {
        return bounds.allowsEnvironment(name);
    }

    /**
     * Whether a setting may name an address.
     *
     * @param address a complete address
     * @return whether its host, and where they are given its port, scheme and path, are allowed
     */
    public boolean allowsAddress(String address) {
        return bounds.allowsAddress(address);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SettingBounds others && others.bounds.equals(bounds);
    }

    @Override
    public int hashCode() {
        return bounds.hashCode();
    }

    /**
     * For logs.
     *
     * @return what is allowed; an empty list allows everything of its kind
     */
    @Override
    public String toString() {
        return "SettingBounds" + bounds;
    }

    /**
     * What to write in place of a path that is not allowed.
     *
     * @return the allowed ones, and who decides about them
     */
    public String pathHint() {
        return bounds.pathHint();
    }

    /**
     * What to write in place of an address that is not allowed.
     *
     * @return the allowed ones, and who decides about them
     */
    public String addressHint() {
        return bounds.addressHint();
    }

    /**
     * Builds bounds. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final List<Path> roots = new ArrayList<>();
        private final List<String> environment = new ArrayList<>();
        private final List<AddressPattern> addresses = new ArrayList<>();

        private Builder() {}

        /**
         * Allows files and folders below a folder, and from now on no others.
         *
         * @param folder the folder; a relative one begins at the working directory
         * @return this builder
         */
        public Builder allowRoot(Path folder) {
            roots.add(folder.toAbsolutePath());
            return this;
        }

        /**
         * Allows environment variables, and from now on no others.
         *
         * @param pattern a name; one {@code *} in it stands for any text
         * @return this builder
         * @throws IllegalArgumentException if it is empty, or holds two {@code *}
         */
        public Builder allowEnvironment(String pattern) {
            Objects.requireNonNull(pattern, "pattern");
            if (pattern.isBlank() || pattern.indexOf('*') != pattern.lastIndexOf('*')) {
                throw new IllegalArgumentException("pattern: must be the name of a variable with at most one '*'");
            }
            environment.add(pattern);
            return this;
        }

        /**
         * Allows an address, and from now on no others but those that are allowed. The default addresses of Bitbucket and of
         * AWS are none of the policy's, so they need not be allowed.
         *
         * @param address a host, <code>HOST:PORT</code>, or an address with a scheme, which allows what lies below its path
         * @return this builder
         * @throws IllegalArgumentException if it is none of these
         */
        public Builder allowAddress(String address) {
            addresses.add(AddressPattern.of(Objects.requireNonNull(address, "address"))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "address: must be HOST, HOST:PORT or an address such as https://vault.example:8200")));
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the bounds
         */
        public SettingBounds build() {
            return new SettingBounds(new Bounds(roots, environment, addresses));
        }
    }
}
