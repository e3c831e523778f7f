/**
 * A YAML file as nodes that know where they stand. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.policy.yaml;

import org.jspecify.annotations.NullMarked;
