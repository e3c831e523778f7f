/** Proves which Bitbucket Pipelines step is asking, decides what it may have, and answers with exactly that. */
module io.github.bitbucketoidc.core {
    requires static org.jspecify;
    requires transitive io.github.bitbucketoidc.store;
    requires transitive java.net.http;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires com.nimbusds.jose.jwt;
    requires org.snakeyaml.engine;

    exports io.github.bitbucketoidc.core.claims;
    exports io.github.bitbucketoidc.core.token;
    exports io.github.bitbucketoidc.core.policy;
    exports io.github.bitbucketoidc.core.provider;
    exports io.github.bitbucketoidc.core.endpoint;
}
