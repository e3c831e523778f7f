/**
 * Names of variables, secrets and rules, and the patterns over them. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.names;

import org.jspecify.annotations.NullMarked;
