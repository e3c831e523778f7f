/**
 * One call to Vault: where it goes, what it says, which server is asked, what may be asked again, and what the answer means. Knows no
 * login and no secrets engine. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.vault.client;

import org.jspecify.annotations.NullMarked;
