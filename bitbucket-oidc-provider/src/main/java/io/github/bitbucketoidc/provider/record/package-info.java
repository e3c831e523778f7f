/**
 * What one request leaves behind: its one audit event, and what listeners are told. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.record;

import org.jspecify.annotations.NullMarked;
