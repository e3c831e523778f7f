/**
 * What reading one file and reading a folder share: how the settings say that files are read, what a name or a text must be, and how
 * failures are told. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.file.reading;

import org.jspecify.annotations.NullMarked;
