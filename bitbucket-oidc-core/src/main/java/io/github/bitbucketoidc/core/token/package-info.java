/**
 * From a stranger's text to a proof of which step is asking.
 *
 * <p>A {@link io.github.bitbucketoidc.core.token.TokenVerifier} knows the workspaces whose tokens count. What it returns is the proof or
 * a coded reason; there is no way to read a claim of a token that was not verified.
 *
 * <pre>{@code
 * TokenVerifier verifier = TokenVerifier.builder()
 *         .workspace(Workspace.of("acme", UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d")))
 *         .build();
 * Verification verification = verifier.verify(token);
 * if (verification instanceof Verification.Verified verified) {
 *     Workload workload = verified.token().workload();
 * }
 * }</pre>
 *
 * <p>Keys are fetched from the issuer when they are first needed, cached, and fetched again when Bitbucket changes them. Most
 * applications do not call this package: {@code SecretProvider} does.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.token;

import org.jspecify.annotations.NullMarked;
