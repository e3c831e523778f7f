/** Shows what a secret provider does as Micrometer's meters. */
module io.github.bitbucketoidc.micrometer {
    requires static org.jspecify;
    requires transitive io.github.bitbucketoidc.provider;
    requires transitive micrometer.core;

    exports io.github.bitbucketoidc.micrometer;
}
