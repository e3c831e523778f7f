/**
 * The SPI for secret stores.
 *
 * <p>A store implements {@link io.github.bitbucketoidc.store.SecretStore}; a
 * {@link io.github.bitbucketoidc.store.SecretStoreFactory}, found by {@link java.util.ServiceLoader}, opens it from the
 * settings of the policy file. Later additions to these interfaces are {@code default} methods.
 */
@NullMarked
package io.github.bitbucketoidc.store;

import org.jspecify.annotations.NullMarked;
