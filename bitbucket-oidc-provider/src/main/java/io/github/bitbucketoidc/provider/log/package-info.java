/**
 * Calls that may hang, and log lines that must not: nothing here ever makes a request wait longer than it wants. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.log;

import org.jspecify.annotations.NullMarked;
