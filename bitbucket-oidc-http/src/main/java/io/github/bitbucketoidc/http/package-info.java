/**
 * Ready adapters between a web framework and {@link io.github.bitbucketoidc.provider.SecretsEndpoint}: one class each, for
 * servlets, Javalin 6 and 7, and the HTTP server of the JDK. They hand over the method and the header lines that count and copy
 * the answer out; they take nothing from a body, a query or a cookie.
 *
 * <pre>{@code
 * SecretsEndpoint endpoint = SecretsEndpoint.of(SecretProvider.open(Path.of("policy.yaml")));
 * context.addServlet("secrets", new SecretsServlet(endpoint)).addMapping("/secrets");
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.http;

import org.jspecify.annotations.NullMarked;
