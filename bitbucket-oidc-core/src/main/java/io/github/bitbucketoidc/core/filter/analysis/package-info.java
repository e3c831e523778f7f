/**
 * What a condition means: its alternatives, and why it did or did not hold for a token. Exported to the modules that decide and explain.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.filter.analysis;

import org.jspecify.annotations.NullMarked;
