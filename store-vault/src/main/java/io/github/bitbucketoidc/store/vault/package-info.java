/**
 * Secrets from HashiCorp Vault and OpenBao, over HTTP and nothing but the JDK's client.
 *
 * <p>{@code VaultClient} carries one call over the network: addresses, deadlines, what may be tried again. {@code Access} and
 * what implements it knows with which login token a call is made. {@code SecretReader} knows what Vault's engines answer.
 */
@NullMarked
package io.github.bitbucketoidc.store.vault;

import org.jspecify.annotations.NullMarked;
