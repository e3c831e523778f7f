/**
 * Secrets from HashiCorp Vault and OpenBao, over HTTP and nothing but the JDK's client.
 *
 * <p>{@code VaultClient} carries one call over the network: addresses, deadlines, what may be tried again. {@code Access} and
 * what implements it knows with which login token a call is made. {@code SecretReader} knows what Vault's engines answer.
 *
 * <pre class="yaml">{@code
 * stores:
 *   vault:
 *     type: vault
 *     address: "https://vault.example:8200"
 *     login: { app-role: { role-id: "ci", secret-id: { file: secret-id } } }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.vault;

import org.jspecify.annotations.NullMarked;
