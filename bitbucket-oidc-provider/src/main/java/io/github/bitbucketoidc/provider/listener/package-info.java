/**
 * What a provider tells whoever measures it.
 *
 * <pre>{@code
 * SecretProvider.builder().policyFile(Path.of("policy.yaml")).listener(new ProviderListener() {
 *     @Override
 *     public void storeSlow(StoreSlow event) {
 *         log.warn("the store {} is slow", event.store());
 *     }
 * });
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.listener;

import org.jspecify.annotations.NullMarked;
