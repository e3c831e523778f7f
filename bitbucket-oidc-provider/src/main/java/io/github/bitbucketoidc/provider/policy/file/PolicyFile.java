package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.check.FilePosition;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.policy.yaml.SourceText;
import io.github.bitbucketoidc.provider.policy.yaml.YamlReader;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.files.AccessRule;
import io.github.bitbucketoidc.store.files.FilePermissions;
import io.github.bitbucketoidc.store.files.RegularFile;
import io.github.bitbucketoidc.store.files.UnusableFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads policies from YAML 1.2 or JSON. A file is taken whole or not at all, and every problem of it is reported at once.
 * Stateless.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.read(Path.of("policy.yaml"));
 * Policy small = PolicyFile.parse("""
 *         version: 1
 *         workspaces:
 *           acme: { uuid: "{922e118c-f34f-4226-a897-0e0afbec553d}" }
 *         """, Path.of(""));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PolicyFile {

    private static final int DIGESTED_AT_ONCE = 4096;

    private PolicyFile() {}

    /**
     * Reads a policy file without trying its stores, whoever may write it: for tests and tools, which release nothing.
     *
     * @param file the file
     * @return the policy
     * @throws PolicyException if the file cannot be read, or something in it is wrong
     */
    public static Policy read(Path file) {
        return read(file, definition -> {}, FilePermissions.ANY);
    }

    /**
     * Reads a policy file as a provider would, but without credentials, the stores' files and a network, whoever may write it: what is
     * wrong with the stores' settings is found where the policy is tested, and not when the provider starts. What the settings point to
     * is not looked at.
     *
     * <pre>{@code
     * Policy policy = PolicyFile.check(Path.of("policy.yaml"), SecretStores.discover());
     * }</pre>
     *
     * @param file the file
     * @param stores the types of stores that the provider has
     * @return the policy
     * @throws PolicyException if the file cannot be read, or something in it is wrong
     */
    public static Policy check(Path file, SecretStores stores) {
        return read(file, Policy.StoreOpener.checking(stores), FilePermissions.ANY);
    }

    /**
     * Reads a policy file, which belongs to the user of this process or to root and which nobody else may write, nor its folder.
     *
     * @param file the file; relative paths in it begin at its folder
     * @param stores tries the stores, so that what is wrong with them is reported with the rest
     * @return the policy
     * @throws PolicyException if the file cannot be read, or something in it is wrong
     */
    public static Policy read(Path file, Policy.StoreOpener stores) {
        return read(file, stores, FilePermissions.OWNER);
    }

    /**
     * Reads a policy file to which others may have access.
     *
     * @param file the file; relative paths in it begin at its folder
     * @param stores tries the stores, so that what is wrong with them is reported with the rest
     * @param permissions who else may write the file and its folder: with {@link FilePermissions#ANY} whoever can write it
     *     decides who gets which secret
     * @return the policy
     * @throws PolicyException if the file cannot be read, others may write it, or something in it is wrong
     */
    public static Policy read(Path file, Policy.StoreOpener stores, FilePermissions permissions) {
        try {
            return parse(bytes(file, permissions), file, stores);
        } catch (UnusableFileException e) {
            throw unreadable(file, e);
        }
    }

    static byte[] bytes(Path file, FilePermissions permissions) throws UnusableFileException {
        return RegularFile.read(file, SourceText.MAX_BYTES, AccessRule.decision(permissions));
    }

    /** Says that a file is not there, or cannot be read. */
    static PolicyException unreadable(Path file, UnusableFileException why) {
        Problems problems = new Problems(file.toString());
        switch (why.reason()) {
            case MISSING -> problems.add(FilePosition.NONE, "there is no such file", "check the path");
            case UNREADABLE, NOT_REGULAR ->
                problems.add(
                        FilePosition.NONE, "the file cannot be read", "it must be a file that this process may read");
            default -> problems.add(FilePosition.NONE, why.message(), why.fix() + loosening(why));
        }
        return problems.toException();
    }

    /** The policy cannot say it of itself: whoever may write it would. */
    private static String loosening(UnusableFileException why) {
        return why.enough()
                .map(word -> ", or start the program with --permissions " + word
                        + " (in code: PolicyFile.Source.watching(file, FilePermissions." + word.name() + "))")
                .orElse("");
    }

    /** A policy from bytes that were read from a file before. */
    static Policy parse(byte[] bytes, Path file, Policy.StoreOpener stores) {
        Path folder = file.toAbsolutePath().getParent();
        return parse(bytes, file.toString(), folder == null ? file.toAbsolutePath() : folder, stores);
    }

    /**
     * Reads a policy from text, without trying its stores.
     *
     * @param text YAML or JSON
     * @param baseDirectory where relative paths begin
     * @return the policy
     * @throws PolicyException if something in it is wrong
     */
    public static Policy parse(String text, Path baseDirectory) {
        return parse(text, baseDirectory, definition -> {});
    }

    /**
     * Reads a policy from text.
     *
     * @param text YAML or JSON
     * @param baseDirectory where relative paths begin
     * @param stores tries the stores, so that what is wrong with them is reported with the rest
     * @return the policy
     * @throws PolicyException if something in it is wrong
     */
    public static Policy parse(String text, Path baseDirectory, Policy.StoreOpener stores) {
        return parse(text.getBytes(StandardCharsets.UTF_8), "policy", baseDirectory, stores);
    }

    static Policy parse(byte[] bytes, String file, Path baseDirectory, Policy.StoreOpener stores) {
        SourceText source = SourceText.decode(bytes, new Problems(file));
        Problems problems = new Problems(file, source::picture);
        source.refuseControls(problems);
        Node root = YamlReader.read(source, problems);
        if (root == null) {
            problems.add(new FilePosition(1, 1), "the policy is empty", "begin with version: 1");
            throw problems.toException();
        }
        return new PolicyReader(source, problems, baseDirectory, stores).read(root, digest(bytes));
    }

    private static String digest(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // In pieces: one long call would spend all its time in code that is not compiled yet.
            for (int at = 0; at < bytes.length; at += DIGESTED_AT_ONCE) {
                digest.update(bytes, at, Math.min(DIGESTED_AT_ONCE, bytes.length - at));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Where a policy comes from, and whether there is a new version of it. The sources made here are thread-safe; one of the user's
     * own must be, too.
     *
     * <p>Who uses a source asks {@link #hasChanged()} about once a second and calls {@link #load} after each yes. A version that is
     * refused is not offered again, so its problems are reported once.
     *
     * <pre>{@code
     * SecretProvider provider = SecretProvider.builder()
     *         .policySource(PolicyFile.Source.watching(Path.of("policy.yaml")))
     *         .build();
     * }</pre>
     */
    @FunctionalInterface
    public interface Source {

        /**
         * Loads the version that {@link #hasChanged} has offered, or the present one if there was no offer, whole or not at all.
         *
         * @param stores tries the stores of the policy
         * @return the policy
         * @throws PolicyException if something in it is wrong, or it cannot be read
         */
        Policy load(Policy.StoreOpener stores);

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
        static Source watching(Path file) {
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
        static Source watching(Path file, FilePermissions permissions) {
            return new WatchedPolicyFile(file, permissions, System::nanoTime);
        }
    }
}
