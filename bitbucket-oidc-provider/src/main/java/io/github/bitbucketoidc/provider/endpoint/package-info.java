/**
 * The HTTP side without a web framework: what comes in, and what goes out.
 *
 * <p>{@code SecretsEndpoint.handle} never throws and has an answer to everything. An adapter hands it the method, the lines of two headers
 * and the peer's address, and copies status, headers and bytes out:
 *
 * <pre>{@code
 * SecretsEndpoint endpoint = SecretsEndpoint.of(provider);
 * EndpointResponse answer = endpoint.handle(EndpointRequest.of("GET", List.of("Bearer " + token), peer, List.of()));
 * int status = answer.status();
 * Map<String, String> headers = answer.headers();
 * byte[] body = answer.body();
 * }</pre>
 *
 * <p>Ready adapters are in {@code bitbucket-oidc-http}.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.endpoint;

import org.jspecify.annotations.NullMarked;
