/**
 * Secrets from HashiCorp Vault and OpenBao. A policy file opens such a store with {@code type: vault}; an application that
 * opens stores itself uses {@link io.github.bitbucketoidc.store.vault.VaultStoreFactory}.
 */
module io.github.bitbucketoidc.store.vault {
    requires static org.jspecify;
    requires transitive io.github.bitbucketoidc.store;
    requires com.fasterxml.jackson.core;

    exports io.github.bitbucketoidc.store.vault;

    provides io.github.bitbucketoidc.store.SecretStoreFactory with
            io.github.bitbucketoidc.store.vault.VaultStoreFactory;
}
