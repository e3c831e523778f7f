/**
 * The registry of the leases that stores issued for steps, which are revoked when their step has ended. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.lease;

import org.jspecify.annotations.NullMarked;
