/**
 * Secrets from AWS Secrets Manager and Systems Manager Parameter Store, and AWS credentials made for one step. A policy file
 * opens such stores with {@code type: aws-secrets-manager}, {@code aws-parameter-store} and {@code aws-credentials}; an
 * application that has AWS clients of its own hands them over with {@link io.github.bitbucketoidc.store.aws.AwsStores}.
 */
@NullMarked
package io.github.bitbucketoidc.store.aws;

import org.jspecify.annotations.NullMarked;
