package io.github.bitbucketoidc.core.libraries;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Looks whether the libraries that an application shares with us are new enough. A build tool picks one version for all: a framework's own may
 * win, and would otherwise be noticed by a {@code NoSuchMethodError} in the middle of something.
 */
public final class LibraryVersions {

    /**
     * A library, the oldest version of it that works, and one of its classes, to find the archive.
     *
     * @param name as people call it
     * @param group its Maven group
     * @param artifact its Maven artifact
     * @param oldest as numbers with dots between them
     * @param member a class of it
     */
    public record Library(String name, String group, String artifact, String oldest, Class<?> member) {}

    private LibraryVersions() {}

    /**
     * Checks these. One whose version cannot be found out, because it was packed together with others, passes.
     *
     * @param shared the libraries
     * @throws IllegalStateException if one is too old; its message names both versions and what to write into the build
     */
    public static void check(List<Library> shared) {
        List<String> old = new ArrayList<>();
        for (Library library : shared) {
            version(library).flatMap(found -> complaint(library, found)).ifPresent(old::add);
        }
        if (!old.isEmpty()) {
            throw new IllegalStateException(String.join("\n", old));
        }
    }

    /** What to say of this version, if it is too old. */
    static Optional<String> complaint(Library library, String found) {
        if (!isOlder(found, library.oldest())) {
            return Optional.empty();
        }
        return Optional.of(
                library.name() + " " + found + " is too old: this library needs " + library.oldest()
                        + " or newer. Another dependency of the application brings the old one"
                        + archive(library.member())
                        + "; fix: put " + library.group() + ":" + library.artifact() + ":" + library.oldest()
                        + " or newer into the build's dependencyManagement (Maven) or constraints (Gradle), before any other BOM");
    }

    private static Optional<String> version(Library library) {
        Package itsPackage = library.member().getPackage();
        String manifest = itsPackage == null ? null : itsPackage.getImplementationVersion();
        return manifest != null ? Optional.of(manifest) : versionOfMaven(library);
    }

    /** Inside a named module no package has a version. */
    private static Optional<String> versionOfMaven(Library library) {
        String file = "/META-INF/maven/" + library.group() + "/" + library.artifact() + "/pom.properties";
        try (InputStream in = library.member().getResourceAsStream(file)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static String archive(Class<?> member) {
        CodeSource source = member.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "" : " (" + location + ")";
    }

    /** Compares the numbers at the beginning of two versions; what is no number ends them. */
    static boolean isOlder(String found, String oldest) {
        int[] left = numbers(found);
        int[] right = numbers(oldest);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = (i < left.length ? left[i] : 0) - (i < right.length ? right[i] : 0);
            if (difference != 0) {
                return left.length > 0 && difference < 0;
            }
        }
        return false;
    }

    private static int[] numbers(String version) {
        String digits = version.replaceFirst("[^0-9.].*", "");
        return digits.isEmpty()
                ? new int[0]
                : List.of(digits.split("\\.")).stream()
                        .filter(number -> !number.isEmpty() && number.length() < 10)
                        .mapToInt(Integer::parseInt)
                        .toArray();
    }
}
