/** An application of modules. It names no store: the store's own module says that it is one. */
module com.example.modules {
    requires io.github.bitbucketoidc.provider;
    requires io.github.bitbucketoidc.http;
    requires jdk.httpserver;
}
