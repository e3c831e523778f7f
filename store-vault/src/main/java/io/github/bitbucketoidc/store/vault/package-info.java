/**
 * Secrets from HashiCorp Vault and OpenBao, over HTTP and nothing but the JDK's client.
 *
 * <p>The rooms behind it, none of which is exported: {@code http} sends bytes; {@code client} makes one call to Vault, with its
 * addresses, deadlines and what may be tried again; {@code login} knows with which login token a call is made; {@code engine} knows
 * what Vault's secrets engines answer. Each knows only those before it.
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
