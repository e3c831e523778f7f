package io.github.bitbucketoidc.store;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Asks {@link ServiceLoader} for the stores that a class loader sees, and says in one message why one cannot be loaded. */
final class FactoryFinder {

    private FactoryFinder() {}

    static List<SecretStoreFactory> find(ClassLoader loader) {
        List<SecretStoreFactory> found = new ArrayList<>();
        try {
            Iterator<SecretStoreFactory> factories =
                    ServiceLoader.load(SecretStoreFactory.class, loader).iterator();
            while (factories.hasNext()) {
                found.add(factories.next());
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalStateException(
                    "A secret store on the class path or module path cannot be loaded: " + reason(e)
                            + ". Its jar is damaged, incomplete, or was built for another version of secret-store-spi:"
                            + " update the jar or remove it.",
                    e);
        }
        return found;
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause();
        return error.getMessage() + (cause == null ? "" : ": " + cause);
    }

    /** A class and the jar or folder that it came from, for a message. */
    static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + " (from "
                + (source == null || source.getLocation() == null
                        ? "an unknown place"
                        : source.getLocation().getPath())
                + ")";
    }
}
