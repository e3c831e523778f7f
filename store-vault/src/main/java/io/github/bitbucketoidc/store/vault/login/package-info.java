/**
 * Logging in: which login token a call is made with, how long the token lasts and which leases it owns. {@code Access} is what the rest
 * of the store sees of it; the ways of logging in are {@code LoginMethod}s. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.vault.login;

import org.jspecify.annotations.NullMarked;
