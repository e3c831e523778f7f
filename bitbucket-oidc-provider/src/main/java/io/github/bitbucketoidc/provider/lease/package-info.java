/**
 * The leases that were made for steps: kept for the step, given back after it. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.lease;

import org.jspecify.annotations.NullMarked;
