/**
 * Secrets from environment variables.
 *
 * <p>In a policy file:
 *
 * <pre>{@code
 * stores:
 *   env: { type: environment, prefix: PIPELINE_ }
 * grants:
 *   upload:
 *     when: repository is payments and branch is "main"
 *     deliver: { DB_PASSWORD: "env:DB_PASSWORD" }      # the variable PIPELINE_DB_PASSWORD of the provider
 * }</pre>
 */
@NullMarked
package io.github.bitbucketoidc.examples.customstore;

import org.jspecify.annotations.NullMarked;
