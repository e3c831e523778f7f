/**
 * Policies in files: read whole or refused with every problem, and watched.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.read(Path.of("policy.yaml"));
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.policy.file;

import org.jspecify.annotations.NullMarked;
