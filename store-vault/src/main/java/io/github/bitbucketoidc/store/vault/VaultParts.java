package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.vault.client.Addresses;
import io.github.bitbucketoidc.store.vault.client.Threads;
import io.github.bitbucketoidc.store.vault.client.VaultClient;
import io.github.bitbucketoidc.store.vault.client.VaultTransport;
import io.github.bitbucketoidc.store.vault.engine.SecretReader;
import io.github.bitbucketoidc.store.vault.login.Access;
import io.github.bitbucketoidc.store.vault.login.LoginTokens;
import java.util.function.Function;

/** What a store is made of; see {@link VaultSettings#build}. */
record VaultParts(
        Addresses addresses,
        Threads threads,
        VaultTransport transport,
        VaultClient vault,
        LoginTokens tokens,
        boolean asCaller,
        Function<Caller, Access> access,
        SecretReader reader) {}
