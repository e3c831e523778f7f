package io.github.bitbucketoidc.store.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Asks {@link ServiceLoader} for the stores that a class loader sees, and says in one message why one cannot be loaded. */
public final class FactoryFinder {

    /** What helps when a store and the SPI do not fit; which of the two is too old, nobody can tell. */
    public static final String UPDATE = "update its jar, or the library if the store is the newer one";

    private FactoryFinder() {}

    public static <T> List<T> find(Class<T> service, ClassLoader loader) {
        List<T> found = new ArrayList<>();
        try {
            Iterator<T> factories = ServiceLoader.load(service, loader).iterator();
            while (factories.hasNext()) {
                found.add(factories.next());
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new IllegalStateException(
                    "A secret store on the class path or module path cannot be loaded: " + unloadable(service, loader)
                            + reason(e) + ". " + fix(e),
                    e);
        }
        return found;
    }

    private static String fix(Throwable error) {
        if (error instanceof UnsupportedClassVersionError || error.getCause() instanceof UnsupportedClassVersionError) {
            return "It needs a newer Java than this one, " + Runtime.version().feature()
                    + ": use that, or an older version of the store.";
        }
        return "Its jar is damaged, incomplete, or was built for another version of secret-store-spi: " + UPDATE
                + ", or remove it.";
    }

    /** The stores whose classes cannot be loaded, and their jars: what the virtual machine says of a class names neither. */
    private static String unloadable(Class<?> service, ClassLoader loader) {
        String services = "META-INF/services/" + service.getName();
        StringBuilder named = new StringBuilder();
        try {
            for (URL file : Collections.list(loader.getResources(services))) {
                for (String factory : factories(file)) {
                    if (!loads(factory, loader)) {
                        String location = file.getPath().replace(services, "").replaceFirst("!/$", "");
                        named.append(factory + " (from " + location.replaceFirst("^file:", "") + "): ");
                    }
                }
            }
        } catch (IOException e) {
            return ""; // the error itself is told all the same
        }
        return named.toString();
    }

    private static List<String> factories(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false); // a jar that the cache holds open could not be replaced
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static boolean loads(String type, ClassLoader loader) {
        try {
            Class.forName(type, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause();
        return error.getMessage() + (cause == null ? "" : ": " + cause);
    }

    /** A class and the jar or folder that it came from, for a message. */
    public static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName() + " (from "
                + (source == null || source.getLocation() == null
                        ? "an unknown location"
                        : source.getLocation().getPath())
                + ")";
    }
}
