package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.StoreOpener;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.store.files.FilePermissions;
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
     * Called before {@link #load} is called again for a version that was refused, because what was in its way may have passed: a
     * file of a store may be there now. Does nothing unless it is overridden.
     */
    default void offerAgain() {}

    /**
     * A file that is watched. A change is taken when two reads at least 500 ms apart gave the same bytes, so that a file is not
     * taken while somebody writes it; one that lacks what stands at the end of the policy in use when they did for 10 seconds
     * ({@link io.github.bitbucketoidc.store.files.StillContent}): write a file beside it, and rename it. The file and its folder
     * belong to the user of this process or to root, and nobody else may write them; atomic renames and the link swaps of Kubernetes are followed. A file that cannot be
     * read, such as one that was removed, is a change that fails to load.
     *
     * @param file the policy file; links are followed at each look
     * @return the source; a {@code load} without an offer, such as the first one, reads the file as it is
     */
    static PolicySource watching(Path file) {
        return watching(file, FilePermissions.OWNER);
    }

    /**
     * A file that is watched, and to which others may have access; see {@link #watching(Path)}.
     *
     * @param file the policy file; links are followed at each look
     * @param permissions who else may write the file and its folder: with {@link FilePermissions#ANY} whoever can write it
     *     decides who gets which secret
     * @return the source
     */
    static PolicySource watching(Path file, FilePermissions permissions) {
        return new WatchedPolicyFile(file, permissions, System::nanoTime);
    }
}
