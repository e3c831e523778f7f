/**
 * The SPI for secret stores: what the author of a store sees.
 *
 * <p>A {@link io.github.bitbucketoidc.store.SecretStore} reads secrets; a {@link io.github.bitbucketoidc.store.SecretStoreFactory},
 * found by {@link java.util.ServiceLoader}, opens it from the settings of the policy file. A whole store:
 *
 * <pre>{@code
 * final class MapStore implements SecretStore {
 *     private final Map<SecretPath, SecretValue> values;
 *
 *     MapStore(Map<SecretPath, SecretValue> values) {
 *         this.values = Map.copyOf(values);
 *     }
 *
 *     @Override
 *     public Map<SecretId, Secret> read(SecretRequest request) {
 *         Map<SecretId, Secret> found = new HashMap<>();
 *         for (SecretId id : request.ids()) {
 *             if (values.containsKey(id.path())) {
 *                 found.put(id, Secret.ofText(values.get(id.path())));
 *             }
 *         }
 *         return found;   // what is not there is left out
 *     }
 * }
 * }</pre>
 *
 * <p>Four rules: a store is thread-safe; it answers or throws {@link io.github.bitbucketoidc.store.SecretStoreException} before the
 * {@link io.github.bitbucketoidc.store.Deadline} of the request; it never writes a value or a token anywhere; and what it answers to one
 * caller it may answer to another only if it says {@link io.github.bitbucketoidc.store.SecretStore.Sharing#SHARED}. The contract in
 * {@code bitbucket-oidc-testkit} tests them all.
 *
 * <p>A store is opened by its type, as a policy file does it:
 *
 * <pre>{@code
 * SecretStore store = SecretStores.discover().open("file", StoreConfig.of(Map.of("path", "secrets.yaml")));
 * }</pre>
 *
 * <p>Later additions to these interfaces are {@code default} methods.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.store;

import org.jspecify.annotations.NullMarked;
