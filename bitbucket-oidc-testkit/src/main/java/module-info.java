/**
 * A fake Bitbucket, a simulated runner and generators of tokens and filters: what it takes to test a provider, a policy or a
 * store without Bitbucket.
 */
module io.github.bitbucketoidc.testkit {
    requires static transitive org.jspecify;
    requires transitive io.github.bitbucketoidc.core;
    requires transitive net.jqwik.api;
    requires com.fasterxml.jackson.core;
    requires jdk.httpserver;

    exports io.github.bitbucketoidc.testkit;
}
