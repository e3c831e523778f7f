/**
 * Secrets from AWS Secrets Manager and Systems Manager Parameter Store, and AWS credentials made for one step. A policy file
 * opens such stores with {@code type: aws-secrets-manager}, {@code aws-parameter-store} and {@code aws-credentials}; an
 * application that has AWS clients of its own hands them over with {@link io.github.bitbucketoidc.store.aws.AwsStores}.
 *
 * <pre class="yaml">{@code
 * stores:
 *   aws: { type: aws-secrets-manager, region: eu-central-1, prefix: "ci/" }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store.aws;

import org.jspecify.annotations.NullMarked;
