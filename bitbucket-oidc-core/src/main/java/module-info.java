/** Proves which Bitbucket Pipelines step sent a token, and holds conditions against its claims. */
@SuppressWarnings("module") // the module that some packages are for is built after this one
module io.github.bitbucketoidc.core {
    requires static org.jspecify;
    requires transitive java.net.http;
    requires org.slf4j;
    requires com.fasterxml.jackson.core;
    requires com.nimbusds.jose.jwt;

    exports io.github.bitbucketoidc.core.claims;
    exports io.github.bitbucketoidc.core.filter;
    exports io.github.bitbucketoidc.core.issuer;
    exports io.github.bitbucketoidc.core.token;
    exports io.github.bitbucketoidc.core.filter.analysis to
            io.github.bitbucketoidc.provider,
            io.github.bitbucketoidc.testkit;
    exports io.github.bitbucketoidc.core.filter.tree to
            io.github.bitbucketoidc.provider,
            io.github.bitbucketoidc.testkit;
    exports io.github.bitbucketoidc.core.libraries to
            io.github.bitbucketoidc.provider;
    exports io.github.bitbucketoidc.core.text to
            io.github.bitbucketoidc.provider;
}
