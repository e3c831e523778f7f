/**
 * What comes of a request, and the leases that were made for it.
 *
 * <pre>{@code
 * Release release = provider.release(token, Origin.local());
 * if (release instanceof Release.Failed failed) {
 *     log.warn("{}: {}", failed.code(), failed.detail());
 * }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.release;

import org.jspecify.annotations.NullMarked;
