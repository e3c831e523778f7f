/**
 * Reads files that secrets, or what decides about them, stand in: one rule about who else may have access, and one way to open
 * a file, for every reader.
 *
 * <pre>{@code
 * try {
 *     byte[] key = RegularFile.read(Path.of("client.key"), 64 * 1024, AccessRule.secret(FilePermissions.OWNER));
 * } catch (UnusableFileException e) {
 *     System.err.println(e.message() + "; fix: " + e.fix());
 * }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.files;

import org.jspecify.annotations.NullMarked;
