/**
 * Issuers whose tokens are accepted, and how their keys are.
 *
 * <pre>{@code
 * Workspace acme = Workspace.of("acme", acmeUuid);
 * TokenVerifier verifier = TokenVerifier.builder().workspace(acme).build();
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.issuer;

import org.jspecify.annotations.NullMarked;
