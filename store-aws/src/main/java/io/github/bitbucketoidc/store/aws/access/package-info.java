/**
 * With which credentials calls are made: those of the provider, of a role that it takes on, or of the step that asks; and the settings
 * that say so. {@code Access} is what the stores see of it. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.aws.access;

import org.jspecify.annotations.NullMarked;
