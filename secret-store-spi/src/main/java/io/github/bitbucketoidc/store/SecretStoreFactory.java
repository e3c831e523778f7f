package io.github.bitbucketoidc.store;

/**
 * Opens stores of one type; found by {@link java.util.ServiceLoader}.
 *
 * <p>A store's jar names its factory twice: in {@code META-INF/services/io.github.bitbucketoidc.store.SecretStoreFactory}
 * for the class path, and as {@code provides SecretStoreFactory with ...} in its {@code module-info} for the module path.
 * Implementations are public, have a public constructor without parameters, and are thread-safe.
 *
 * <pre>{@code
 * public final class ExampleStoreFactory implements SecretStoreFactory {
 *     @Override
 *     public String type() {
 *         return "example";
 *     }
 *
 *     @Override
 *     public SecretStore open(StoreConfig config) {
 *         return new ExampleStore(
 *                 config.required("role"), config.duration("time-out", Duration.ofSeconds(5)), config.secret("token"));
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface SecretStoreFactory {

    /**
     * The word that a policy file writes as {@code type:}, for example {@code vault}.
     *
     * @return lower-case letters, digits and {@code -}, beginning with a letter; always the same
     */
    String type();

    /**
     * Opens a store. No network call is made here: a service must be able to start while its store is down. Whoever calls {@link
     * StoreConfig#check()} when he has asked for all settings, before he makes anything of them, is not led astray by values that stand
     * for others when {@linkplain StoreConfig#settingsOnly() only the settings are checked}.
     *
     * @param config the settings of the store; every key that is not asked for is refused after this method returned
     * @return a new store that the caller closes
     * @throws StoreConfigException if the settings are wrong; see {@link StoreConfig#check()}
     */
    SecretStore open(StoreConfig config);
}
