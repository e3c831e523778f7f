/**
 * The contract that every secret store keeps, as tests: a store's own tests extend
 * {@link io.github.bitbucketoidc.testkit.store.SecretStoreContract}.
 *
 * <pre>{@code
 * class ExampleStoreContractTest extends SecretStoreContract {
 *     @Override
 *     protected SecretStore open() {
 *         return new ExampleStore(Map.of("db/password", "correct horse", "npm/token", "battery staple"));
 *     }
 *
 *     @Override
 *     protected Map<SecretId, Secret> contents() {
 *         return Map.of(
 *                 SecretId.of("db/password"), Secret.ofText(SecretValue.of("correct horse")),
 *                 SecretId.of("npm/token"), Secret.ofText(SecretValue.of("battery staple")));
 *     }
 * }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.testkit.store;

import org.jspecify.annotations.NullMarked;
