/**
 * The keys of issuers: fetched, judged, remembered, given to the verifier. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.token.keys;

import org.jspecify.annotations.NullMarked;
