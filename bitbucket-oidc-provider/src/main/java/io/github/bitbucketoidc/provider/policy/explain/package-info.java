/**
 * Why a decision came out as it did, for people and for tools.
 *
 * <pre>{@code
 * Explanation why = policy.decide(verifiedToken).explain();
 * log.info("{}", why.text());   // for operators, never for callers
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.policy.explain;

import org.jspecify.annotations.NullMarked;
