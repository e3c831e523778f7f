package io.github.bitbucketoidc.core.policy;

import java.nio.file.Path;

/**
 * Where a policy comes from, and whether there is a new version of it. The sources made here are thread-safe; one of the user's
 * own must be, too.
 *
 * <p>Who uses a source asks {@link #hasChanged()} about once a second and calls {@link #load} after each yes. A version that is
 * refused is not offered again, so its problems are reported once.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder()
 *         .policySource(PolicySource.watching(Path.of("policy.yaml")))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PolicySource {

    /**
     * Loads the version that {@link #hasChanged} has offered, or the present one if there was no offer, whole or not at all.
     *
     * @param stores tries the stores of the policy
     * @return the policy
     * @throws PolicyException if something in it is wrong, or it cannot be read
     */
    Policy load(StoreOpener stores);

    /**
     * Whether there is a version that {@link #load} has not given yet, and that is complete.
     *
     * @return {@code true} once for each change; always {@code false} unless it is overridden
     */
    default boolean hasChanged() {
        return false;
    }

    /**
     * A file that is watched. A change is taken when two reads at least 500 ms apart gave the same bytes, so that a file is not
     * taken while somebody writes it; atomic renames and the link swaps of Kubernetes are followed. A file that cannot be
     * read, such as one that was removed, is a change that fails to load.
     *
     * @param file the policy file; links are followed at each look
     * @return the source; a {@code load} without an offer, such as the first one, reads the file as it is
     */
    static PolicySource watching(Path file) {
        return new WatchedPolicyFile(file, System::nanoTime);
    }
}
