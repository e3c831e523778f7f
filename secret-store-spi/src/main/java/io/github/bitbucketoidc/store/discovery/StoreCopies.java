package io.github.bitbucketoidc.store.discovery;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds one store in two jars. {@link java.util.ServiceLoader} says nothing about it: of two versions it takes the one that
 * happens to stand first on the class path.
 */
public final class StoreCopies {

    private StoreCopies() {}

    /**
     * Looks for other copies of a factory's class where its class loader looks.
     *
     * @throws IllegalStateException if there is one in another jar of other content
     */
    public static void requireOne(Class<?> factory, String type) {
        Set<String> locations = locations(factory);
        if (locations.size() < 2) {
            return;
        }
        String first = locations.iterator().next();
        for (String other : locations) {
            if (!sameContent(first, other)) {
                throw new IllegalStateException("The secret store '" + type + "' is there twice, in two versions: "
                        + shown(first) + " and " + shown(other)
                        + ". Which one would be used depends on their order: remove one of them.");
            }
        }
    }

    /** The jars and folders of the class's own loader that hold it. */
    private static Set<String> locations(Class<?> factory) {
        ClassLoader loader = factory.getClassLoader();
        if (loader == null || factory.getModule().isNamed()) {
            return Set.of(); // a module is there once: two of one name are refused, or the second one is not looked at
        }
        String file = factory.getName().replace('.', '/') + ".class";
        try {
            Set<String> locations = locations(loader, file);
            ClassLoader parent = loader.getParent();
            if (parent != null) {
                // Between a loader and its parent the container's rules decide, not the order of jars.
                locations.removeAll(locations(parent, file));
            }
            return locations;
        } catch (IOException e) {
            throw new IllegalStateException("The class path cannot be read while copies of " + file + " are sought", e);
        }
    }

    private static Set<String> locations(ClassLoader loader, String file) throws IOException {
        Set<String> locations = new LinkedHashSet<>();
        for (URL found : Collections.list(loader.getResources(file))) {
            locations.add(location(found.toString(), file));
        }
        return locations;
    }

    /** {@code jar:file:/a/b.jar!/c/D.class} is in {@code file:/a/b.jar}. */
    private static String location(String url, String file) {
        String root = url.endsWith(file) ? url.substring(0, url.length() - file.length()) : url;
        if (root.startsWith("jar:") && root.endsWith("!/")) {
            return root.substring("jar:".length(), root.length() - "!/".length());
        }
        return root;
    }

    private static String shown(String location) {
        return location.startsWith("file:") ? location.substring("file:".length()) : location;
    }

    private static boolean sameContent(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            Path first = Path.of(new URI(one));
            Path second = Path.of(new URI(other));
            return Files.isSameFile(first, second)
                    || (Files.isRegularFile(first)
                            && Files.isRegularFile(second)
                            && Files.mismatch(first, second) == -1);
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException | IOException e) {
            return false; // no files to compare: two locations are two copies
        }
    }
}
