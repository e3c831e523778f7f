/**
 * Reads the JSON of a token: strict, within limits, fast. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.token.json;

import org.jspecify.annotations.NullMarked;
