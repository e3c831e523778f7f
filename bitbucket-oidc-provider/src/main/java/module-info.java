/** Decides by policy what a Bitbucket Pipelines step may have, reads it from stores, and answers with exactly that. */
@SuppressWarnings("module") // the module that some packages are for is built after this one
module io.github.bitbucketoidc.provider {
    requires static org.jspecify;
    requires transitive io.github.bitbucketoidc.core;
    requires transitive io.github.bitbucketoidc.store;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires org.snakeyaml.engine;

    exports io.github.bitbucketoidc.provider;
    exports io.github.bitbucketoidc.provider.audit;
    exports io.github.bitbucketoidc.provider.endpoint;
    exports io.github.bitbucketoidc.provider.listener;
    exports io.github.bitbucketoidc.provider.policy;
    exports io.github.bitbucketoidc.provider.policy.explain;
    exports io.github.bitbucketoidc.provider.policy.file;
    exports io.github.bitbucketoidc.provider.release;
    exports io.github.bitbucketoidc.provider.replay;
    exports io.github.bitbucketoidc.provider.rules;
    exports io.github.bitbucketoidc.provider.facts to
            io.github.bitbucketoidc.testkit;
    exports io.github.bitbucketoidc.provider.names to
            io.github.bitbucketoidc.testkit;
}
