package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.store.Caller;

/** The same caller without its token, for what outlives the request: nothing of a token is kept. */
public final class TokenlessCaller {

    private TokenlessCaller() {}

    public static Caller of(Caller caller) {
        return Caller.builder(caller.run()).attributes(caller.attributes()).build();
    }
}
