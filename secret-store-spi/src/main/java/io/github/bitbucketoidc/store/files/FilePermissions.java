package io.github.bitbucketoidc.store.files;

import java.util.Locale;
import java.util.Optional;

/**
 * Who besides its owner may have access to a file, as {@code permissions:} says it. What is refused without it depends on what
 * stands in the file; see {@link AccessRule}.
 *
 * @since 0.1.0
 */
public enum FilePermissions {
    /** Nobody; and the owner is the user of this process, or root. */
    OWNER,
    /** The group may, too, and the owner does not matter. */
    GROUP,
    /** Whoever the file system lets in: for mounts whose modes are not ours to choose. */
    ANY;

    /**
     * The permissions that a word of the policy file or of a flag means.
     *
     * @param word {@code owner}, {@code group} or {@code any}
     * @return the permissions; empty for any other word
     */
    public static Optional<FilePermissions> parse(String word) {
        return switch (word) {
            case "owner" -> Optional.of(OWNER);
            case "group" -> Optional.of(GROUP);
            case "any" -> Optional.of(ANY);
            default -> Optional.empty();
        };
    }

    /**
     * The word for these permissions.
     *
     * @return what {@link #parse} reads
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
