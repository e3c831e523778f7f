/** Puts a secrets endpoint into a servlet container, a Javalin application or the HTTP server of the JDK. */
module io.github.bitbucketoidc.http {
    requires static transitive org.jspecify;
    requires transitive io.github.bitbucketoidc.core;
    requires org.slf4j;
    // Whoever uses an adapter has its framework, and nobody needs all three.
    requires static transitive jakarta.servlet;
    requires static transitive io.javalin;
    requires static transitive jdk.httpserver;

    exports io.github.bitbucketoidc.http;
}
