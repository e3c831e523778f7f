/**
 * What the secrets engines of Vault hold and make: mounts, secrets and leases. {@code SecretReader} reads one secret of any engine,
 * {@code ParallelReads} several at once. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.vault.engine;

import org.jspecify.annotations.NullMarked;
