package io.github.bitbucketoidc.store.vault;

import io.github.bitbucketoidc.store.Caller;
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
