/**
 * The store that makes AWS credentials for one step. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.aws.credentials;

import org.jspecify.annotations.NullMarked;
