/**
 * Where lines of evidence are kept: files of whole lines, rotated and kept for a while. Knows nothing of requests.
 * Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.audit.file;

import org.jspecify.annotations.NullMarked;
