/**
 * The store that reads a folder, in which each secret is a file or a folder of files. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.file.folder;

import org.jspecify.annotations.NullMarked;
