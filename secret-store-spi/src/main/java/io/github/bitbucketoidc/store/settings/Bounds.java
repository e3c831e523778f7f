package io.github.bitbucketoidc.store.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What settings may point to, held against what they do point to; {@code SettingBounds} is how it is said. Each of the three kinds is
 * free as long as its list is empty. Immutable.
 *
 * @param roots folders, absolute
 * @param environment names of variables, with at most one {@code *}
 * @param addresses addresses, or hosts with or without a port
 */
public record Bounds(List<Path> roots, List<String> environment, List<AddressPattern> addresses) {

    /** Allows everything. */
    public static final Bounds NONE = new Bounds(List.of(), List.of(), List.of());

    public Bounds {
        roots = List.copyOf(roots);
        environment = List.copyOf(environment);
        addresses = List.copyOf(addresses);
    }

    public boolean allowsPath(Path path) {
        if (roots.isEmpty()) {
            return true;
        }
        Path real = real(path);
        return real != null && roots.stream().map(Bounds::real).anyMatch(root -> root != null && real.startsWith(root));
    }

    public boolean allowsEnvironment(String name) {
        return environment.isEmpty() || environment.stream().anyMatch(pattern -> matches(pattern, name));
    }

    public boolean allowsAddress(String address) {
        return addresses.isEmpty()
                || AddressPattern.of(address)
                        .filter(wanted -> addresses.stream().anyMatch(allowed -> allowed.covers(wanted)))
                        .isPresent();
    }

    /** What to write in place of a path that is not allowed. */
    public String pathHint() {
        return "use a path below " + list(roots.stream().map(Path::toString).toList()) + "; "
                + whoDecides("allow-root");
    }

    /** What to write in place of a variable that is not allowed. */
    String environmentHint() {
        return "use " + list(environment) + "; " + whoDecides("allow-env");
    }

    /** What to write in place of an address that is not allowed. */
    public String addressHint() {
        return "use " + list(addresses.stream().map(AddressPattern::text).toList()) + "; "
                + whoDecides("allow-address");
    }

    private static String whoDecides(String flag) {
        return "whoever runs the provider decides this (" + flag + ")";
    }

    private static String list(List<String> allowed) {
        return allowed.stream().limit(5).collect(Collectors.joining(" or "))
                + (allowed.size() > 5 ? " or another allowed one" : "");
    }

    /** Where a path leads with every link followed; null for a link that leads nowhere, because it may lead anywhere later. */
    private static @Nullable Path real(Path path) {
        Path absolute = path.toAbsolutePath();
        for (Path existing = absolute; existing != null; existing = existing.getParent()) {
            try {
                return existing.toRealPath()
                        .resolve(existing.relativize(absolute))
                        .normalize();
            } catch (IOException notThere) {
                if (Files.isSymbolicLink(existing)) {
                    return null;
                }
            }
        }
        return null;
    }

    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        return star < 0
                ? name.equals(pattern)
                : name.length() >= pattern.length() - 1
                        && name.startsWith(pattern.substring(0, star))
                        && name.endsWith(pattern.substring(star + 1));
    }

    @Override
    public String toString() {
        return "[roots=" + roots + ", environment=" + environment + ", addresses="
                + addresses.stream().map(AddressPattern::text).toList() + "]";
    }
}
