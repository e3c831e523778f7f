package io.github.bitbucketoidc.store;

import io.github.bitbucketoidc.store.discovery.FactoryFinder;
import io.github.bitbucketoidc.store.discovery.StoreCopies;
import io.github.bitbucketoidc.store.settings.Suggestions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The types of stores that are there. Immutable and thread-safe.
 *
 * <pre>{@code
 * SecretStore store = SecretStores.discover().open("file", StoreConfig.of(Map.of("path", "secrets.yaml")));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SecretStores {

    /** Which artifact holds a store that is not there. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "file", "store-file",
            "vault", "store-vault",
            "aws-secrets-manager", "store-aws",
            "aws-parameter-store", "store-aws",
            "aws-credentials", "store-aws");

    private static final String GROUP = "io.github.bitbucketoidc";
    private static final String TOO = " if it is not there yet, and give its factory to SecretStores.of, too";

    private final SortedMap<String, SecretStoreFactory> factories;

    /** Whether they were given: what is on the class path counts for nothing then. */
    private final boolean given;

    private SecretStores(SortedMap<String, SecretStoreFactory> factories, boolean given) {
        this.factories = factories;
        this.given = given;
    }

    /**
     * The stores that {@link java.util.ServiceLoader} finds through the context class loader of this thread, or, without
     * one, through the class loader of this class.
     *
     * @return the stores; there may be none
     * @throws IllegalStateException if a store cannot be loaded, two stores have the same type, or one store is there in two
     *     versions
     */
    public static SecretStores discover() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return discover(context != null ? context : ownLoader());
    }

    private static ClassLoader ownLoader() {
        ClassLoader own = SecretStores.class.getClassLoader();
        return own != null ? own : ClassLoader.getSystemClassLoader();
    }

    /**
     * The stores that {@link java.util.ServiceLoader} finds through a class loader.
     *
     * @param loader sees the jars of the stores
     * @return the stores; there may be none
     * @throws IllegalStateException if a store cannot be loaded, two stores have the same type, or one store is there in two
     *     versions
     */
    public static SecretStores discover(ClassLoader loader) {
        SortedMap<String, SecretStoreFactory> found = new TreeMap<>();
        for (SecretStoreFactory factory :
                FactoryFinder.find(SecretStoreFactory.class, Objects.requireNonNull(loader, "loader"))) {
            String type = typeOf(factory);
            StoreCopies.requireOne(factory.getClass(), type);
            SecretStoreFactory other = found.putIfAbsent(type, factory);
            // A class can be found twice, for example as a module and through the class path.
            if (other != null && other.getClass() != factory.getClass()) {
                throw twice(type, other, factory);
            }
        }
        return new SecretStores(found, false);
    }

    /**
     * Stores that were not found but are given: these, and no other one that is on the class path.
     *
     * @param given factories of different types
     * @return the stores
     * @throws IllegalStateException if two factories have the same type
     */
    public static SecretStores of(SecretStoreFactory... given) {
        Set<SecretStoreFactory> different = Collections.newSetFromMap(new IdentityHashMap<>());
        SortedMap<String, SecretStoreFactory> found = new TreeMap<>();
        for (SecretStoreFactory factory : List.of(given)) {
            String type = typeOf(factory);
            SecretStoreFactory other = found.putIfAbsent(type, factory);
            if (other != null && different.add(factory)) {
                throw twice(type, other, factory);
            }
            different.add(factory);
        }
        return new SecretStores(found, true);
    }

    private static String typeOf(SecretStoreFactory factory) {
        String type;
        try {
            type = factory.type();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "The secret store " + FactoryFinder.origin(factory.getClass())
                            + " was built for another version of secret-store-spi: " + FactoryFinder.UPDATE
                            + ", or remove it.",
                    e);
        }
        // A factory that was compiled without null checks can return null.
        if (type == null || !type.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalStateException("The secret store " + FactoryFinder.origin(factory.getClass())
                    + " has no proper type: it must be lower-case letters, digits and '-', beginning with a letter.");
        }
        return type;
    }

    private static IllegalStateException twice(String type, SecretStoreFactory one, SecretStoreFactory other) {
        return new IllegalStateException("Two secret stores have the type '" + type + "': "
                + FactoryFinder.origin(one.getClass()) + " and " + FactoryFinder.origin(other.getClass())
                + ". Which one is meant cannot be known: remove one of them.");
    }

    /**
     * The types that can be opened.
     *
     * @return the types in alphabetical order, unmodifiable
     */
    public Set<String> types() {
        return Collections.unmodifiableSet(factories.keySet());
    }

    /**
     * Opens a store.
     *
     * @param type what the settings name as {@code type}
     * @param config the settings without {@code type}; left as they are, so that they can be opened again
     * @return a new store that the caller closes
     * @throws StoreConfigException if there is no such type (key {@code type}) or the settings are wrong, with every problem
     */
    public SecretStore open(String type, StoreConfig config) {
        return StoreOpening.open(factory(type), type, config.fresh(false));
    }

    /**
     * Checks the settings of a store and opens nothing: no file is read, no environment variable is looked at, nobody is connected
     * to. So it needs neither the credentials nor the machine of the store, and says nothing about them.
     *
     * @param type what the settings name as {@code type}
     * @param config the settings without {@code type}; left as they are
     * @throws StoreConfigException if there is no such type (key {@code type}) or the settings are wrong, with every problem that
     *     can be seen in them alone: keys that are missing or not known, values that cannot be meant
     */
    public void check(String type, StoreConfig config) {
        StoreOpening.check(factory(type), type, config.fresh(true));
    }

    private SecretStoreFactory factory(String type) {
        SecretStoreFactory factory = factories.get(type);
        if (factory == null) {
            throw unknown(type);
        }
        return factory;
    }

    private StoreConfigException unknown(String type) {
        String found = factories.isEmpty()
                ? (given ? "no store was given" : "no store was found on the class path or module path")
                : (given ? "given: " : "found: ") + String.join(", ", factories.keySet());
        return new StoreConfigException(List.of(
                StoreConfigException.Problem.of("type", "there is no store of this type; " + found, hint(type))));
    }

    private String hint(String type) {
        String artifact = ARTIFACTS.get(type);
        if (artifact != null) {
            return addArtifact(artifact);
        }
        return Suggestions.nearest(type, factories.keySet())
                .map(near -> "did you mean '" + near + "'?")
                .or(() -> Suggestions.nearest(type, ARTIFACTS.keySet())
                        .map(near -> "did you mean '" + near + "'? Then "
                                + addArtifact(Objects.requireNonNull(ARTIFACTS.get(near)))))
                .orElse("add the jar of the store that has this type" + (given ? TOO : ""));
    }

    private String addArtifact(String artifact) {
        String add = "add the artifact " + GROUP + ":" + artifact;
        if (given) {
            return add + TOO;
        }
        if (!SecretStores.class.getModule().isNamed()) {
            return add;
        }
        // jlink leaves out whatever nobody requires by name, stores too.
        return add + ", on the module path and, in an image of jlink, with --add-modules " + GROUP + "."
                + artifact.replace('-', '.');
    }

    @Override
    public String toString() {
        return "SecretStores" + factories.keySet();
    }
}
