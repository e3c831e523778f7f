/**
 * What is held against every policy, whether it comes from a file or from code. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.policy.check;

import org.jspecify.annotations.NullMarked;
