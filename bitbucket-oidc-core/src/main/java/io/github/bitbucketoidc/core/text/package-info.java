/**
 * Text: what may be shown, which word was meant, UUIDs, base64url, UTF-8, durations, addresses of issuers, positions. Exported to the provider only.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.text;

import org.jspecify.annotations.NullMarked;
