/**
 * Sessions of IAM roles, as STS makes them, kept until shortly before their end. Needs the part of the SDK for STS, which is optional;
 * not loaded where that is not there. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.aws.sts;

import org.jspecify.annotations.NullMarked;
