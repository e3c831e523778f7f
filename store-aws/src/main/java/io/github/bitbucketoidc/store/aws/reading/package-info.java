/**
 * What the two stores that read secrets share: the names that they may ask for, and what they make of an answer. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.aws.reading;

import org.jspecify.annotations.NullMarked;
