/**
 * How stores are found on the class path or module path, and why one cannot be used. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.discovery;

import org.jspecify.annotations.NullMarked;
