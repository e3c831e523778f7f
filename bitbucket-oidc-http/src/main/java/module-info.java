/** Puts a secrets endpoint into a servlet container, a Javalin application or the HTTP server of the JDK. */
module io.github.bitbucketoidc.http {
    requires static org.jspecify;
    requires transitive io.github.bitbucketoidc.provider;
    requires org.slf4j;
    // Whoever uses an adapter requires its framework, and nobody needs all three: so none of them is handed on.
    requires static jakarta.servlet;
    requires static io.javalin;
    requires static jdk.httpserver;

    exports io.github.bitbucketoidc.http;
}
