package io.github.bitbucketoidc.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows links by hand and reads each link once, so that everything found through one resolver belongs together although
 * links are swapped meanwhile (attacks.md section 2, "symlink swap"). For one request, by one thread.
 */
final class LinkResolver {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private final Map<Path, Path> targets = new HashMap<>();

    /** Where a path leads to, without any link in it; nothing need be there. */
    Path resolve(Path absolute) throws IOException, FileProblemException {
        return resolve(Objects.requireNonNull(absolute.getRoot(), "absolute"), absolute);
    }

    /**
     * Where a path leads to.
     *
     * @param from a path without links, at which a relative path begins
     */
    Path resolve(Path from, Path path) throws IOException, FileProblemException {
        Deque<Path> left = new ArrayDeque<>();
        Path at = from;
        int links = 0;
        path.forEach(left::addLast);
        while (!left.isEmpty()) {
            Path name = left.removeFirst();
            Path next = step(at, name);
            Path target = target(next);
            if (target == null) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw FileProblemException.misconfigured("the links at '" + next + "' lead round in circles", "");
            }
            Path root = target.getRoot();
            at = root == null ? at : root;
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                left.addFirst(target.getName(i));
            }
        }
        return at;
    }

    private static Path step(Path at, Path name) {
        return switch (name.toString()) {
            case "", "." -> at;
            case ".." -> Objects.requireNonNullElse(at.getParent(), at);
            default -> at.resolve(name);
        };
    }

    private @Nullable Path target(Path path) throws IOException {
        Path known = targets.get(path);
        if (known != null || !Files.isSymbolicLink(path)) {
            return known;
        }
        Path target = readLink(path);
        if (target != null) {
            targets.put(path, target);
        }
        return target;
    }

    /** Whether every link that was read still says the same; if not, what it led to may be half gone by now. */
    boolean unchanged() throws IOException {
        for (Map.Entry<Path, Path> link : targets.entrySet()) {
            if (!link.getValue().equals(readLink(link.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Path readLink(Path path) throws IOException {
        try {
            return Files.readSymbolicLink(path);
        } catch (NotLinkException | NoSuchFileException e) {
            return null;
        }
    }
}
