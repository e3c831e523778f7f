/**
 * What every use of the AWS SDK here shares: how its clients are set up, on which threads calls are made, what errors mean, and how AWS
 * names things. Not exported.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.aws.sdk;

import org.jspecify.annotations.NullMarked;
