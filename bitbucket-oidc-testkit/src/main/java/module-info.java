/**
 * A fake Bitbucket, a simulated runner, generators of tokens and filters, and the contract of secret stores: what it takes to
 * test a provider, a policy or a store without Bitbucket.
 */
module io.github.bitbucketoidc.testkit {
    requires static org.jspecify;
    requires transitive io.github.bitbucketoidc.provider;
    requires transitive io.github.bitbucketoidc.store;
    requires transitive net.jqwik.api;
    requires com.fasterxml.jackson.core;
    requires jdk.httpserver;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires org.snakeyaml.engine;

    exports io.github.bitbucketoidc.testkit;
    exports io.github.bitbucketoidc.testkit.policy;
    exports io.github.bitbucketoidc.testkit.store;

    // JUnit calls the tests of the contract, which are no API.
    opens io.github.bitbucketoidc.testkit.store to
            org.junit.platform.commons;

    // jqwik calls the laws of policies.
    opens io.github.bitbucketoidc.testkit.policy;
}
