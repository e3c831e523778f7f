/**
 * The contract that every secret store keeps, as tests: a store's own tests extend
 * {@link io.github.bitbucketoidc.testkit.store.SecretStoreContract}.
 */
@NullMarked
package io.github.bitbucketoidc.testkit.store;

import org.jspecify.annotations.NullMarked;
