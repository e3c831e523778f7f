/**
 * A secret store that somebody else wrote: its jar on the module path or the class path is all that it takes to be found. It
 * exports nothing, because nobody needs its classes by name.
 */
module io.github.bitbucketoidc.examples.customstore {
    requires static org.jspecify;
    requires io.github.bitbucketoidc.store;

    provides io.github.bitbucketoidc.store.SecretStoreFactory with
            io.github.bitbucketoidc.examples.customstore.EnvironmentStoreFactory;
}
