/**
 * Whether the libraries that an application shares with this one are new enough. Exported to the provider only.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.libraries;

import org.jspecify.annotations.NullMarked;
