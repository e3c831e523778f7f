/** Tests of the Vault store; those named {@code *IT} run against a real server, see {@code NeedsVault}. */
@NullMarked
package io.github.bitbucketoidc.store.vault;

import org.jspecify.annotations.NullMarked;
