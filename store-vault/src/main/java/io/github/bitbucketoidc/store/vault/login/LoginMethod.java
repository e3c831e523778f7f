package io.github.bitbucketoidc.store.vault.login;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.vault.client.VaultClient;

/** A way to get a login token. Thread-safe. */
public interface LoginMethod {

    /**
     * Logs in.
     *
     * @throws SecretStoreException with kind DENIED if Vault refuses, MISCONFIGURED if the credential cannot be read
     */
    Login logIn(VaultClient vault, Deadline deadline);

    /** Whether the credential has been replaced by another one since this login, so that it must not be used any more. */
    default boolean hasReplaced(Login login) {
        return false;
    }
}
