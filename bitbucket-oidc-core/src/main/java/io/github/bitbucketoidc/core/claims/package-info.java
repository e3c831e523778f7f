/**
 * Claims of a token, typed and read-only, and what can be said of one: its word in the language of conditions, its values, an outcome.
 *
 * <pre>{@code
 * Claims claims = Claims.builder().text("branchName", "main").number("iat", 1784000000).build();
 * boolean hasBranch = claims.kind("branchName") == Claims.Kind.TEXT;
 * }</pre>
 *
 * <p>Conditions on claims are in {@code io.github.bitbucketoidc.core.filter}.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.core.claims;

import org.jspecify.annotations.NullMarked;
