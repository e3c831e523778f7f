/**
 * How often a token may be used.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder()
 *         .policyFile(Path.of("policy.yaml"))
 *         .replayGuard(ReplayGuards.sameSource())
 *         .build();
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.replay;

import org.jspecify.annotations.NullMarked;
