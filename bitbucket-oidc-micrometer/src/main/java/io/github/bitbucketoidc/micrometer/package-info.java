/**
 * What a provider does, as meters of Micrometer.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder().policyFile(file).listener(ProviderMetrics.of(registry)).build();
 * ProviderMetrics.health(provider).bindTo(registry);
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.micrometer;

import org.jspecify.annotations.NullMarked;
