/**
 * Names of variables, secrets and rules, the patterns over them, and the limits of settings. Exported to the test kit only.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.names;

import org.jspecify.annotations.NullMarked;
