package io.github.bitbucketoidc.store;

import java.util.Objects;
import java.util.Optional;

/**
 * One secret of a store: where it is and, if asked for, which version or stage of it. Immutable, a value.
 *
 * @param path where it is
 * @param version a version or a stage as the store names it, for example {@code 3} or {@code AWSPREVIOUS}; empty for the
 *     current one
 * @since 0.1.0
 */
public record SecretId(SecretPath path, Optional<String> version) {

    /**
     * Checks the parts.
     *
     * @param path where it is
     * @param version which one
     * @throws IllegalArgumentException if the version is there but empty, longer than 64 characters, or holds anything but
     *     ASCII letters, digits, {@code -}, {@code _} and {@code .}
     */
    public SecretId {
        Objects.requireNonNull(path, "path");
        version.ifPresent(SecretId::checkVersion);
    }

    /**
     * The current version of a secret.
     *
     * @param path where it is
     * @return the id
     * @throws IllegalArgumentException if the path is not one; see {@link SecretPath#of(String)}
     */
    public static SecretId of(String path) {
        return new SecretId(SecretPath.of(path), Optional.empty());
    }

    /**
     * A named version or stage of a secret.
     *
     * @param path where it is
     * @param version which one
     * @return the id
     * @throws IllegalArgumentException if the path or the version is not one
     */
    public static SecretId of(String path, String version) {
        return new SecretId(SecretPath.of(path), Optional.of(version));
    }

    private static void checkVersion(String version) {
        boolean wellFormed =
                !version.isEmpty() && version.length() <= 64 && version.chars().allMatch(SecretId::isVersionCharacter);
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "version: 1 to 64 ASCII letters, digits, '-', '_' or '.', for example 3 or AWSPREVIOUS");
        }
    }

    private static boolean isVersionCharacter(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    }

    /**
     * The path, with {@code @version} behind it if there is one; a literal {@code @} of the path is doubled.
     *
     * @return how a policy file writes it
     */
    @Override
    public String toString() {
        String text = path.toString().replace("@", "@@");
        return version.map(v -> text + "@" + v).orElse(text);
    }
}
