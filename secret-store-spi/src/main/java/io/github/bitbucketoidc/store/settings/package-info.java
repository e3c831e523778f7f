/**
 * How the settings of a store are written: values, references to what stands elsewhere, and the bounds of these. Knows nothing of stores
 * and secrets. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.settings;

import org.jspecify.annotations.NullMarked;
