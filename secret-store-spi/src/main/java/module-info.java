/**
 * What the author of a secret store sees: {@link io.github.bitbucketoidc.store.SecretStore} and the values that go in and
 * out of it. It needs nothing but the JDK and knows nothing of tokens, policies or HTTP.
 */
module io.github.bitbucketoidc.store {
    requires static org.jspecify;

    exports io.github.bitbucketoidc.store;
    exports io.github.bitbucketoidc.store.files;
    exports io.github.bitbucketoidc.store.support;

    uses io.github.bitbucketoidc.store.SecretStoreFactory;
}
