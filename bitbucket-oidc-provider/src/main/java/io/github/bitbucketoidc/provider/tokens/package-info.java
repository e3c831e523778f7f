/**
 * What is remembered of tokens from one request to the next: uses, and revocations (attack row W10). Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.tokens;

import org.jspecify.annotations.NullMarked;
