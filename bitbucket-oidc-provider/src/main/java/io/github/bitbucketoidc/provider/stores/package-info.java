/**
 * Reading stores: within the deadline, bounded, and not asked again while they fail. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.stores;

import org.jspecify.annotations.NullMarked;
