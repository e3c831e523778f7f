/**
 * Which step may have which secrets: a policy and its decisions.
 *
 * <p>A {@link io.github.bitbucketoidc.provider.policy.Policy} is read from a file, which is taken whole or refused with every problem that it
 * has, or built in code:
 *
 * <pre>{@code
 * Policy policy = Policy.builder()
 *         .workspace(Workspace.of("acme", acmeUuid))
 *         .store(StoreDefinition.of("local", "file", StoreConfig.of(Map.of("path", "secrets.yaml"))))
 *         .grant(Grant.builder("upload")
 *                 .when(repository().is(payments).and(branch().is("main")))
 *                 .deliver("HUB_ID", "local:cerbos/hub#client_id")
 *                 .build())
 *         .build();
 * Decision decision = policy.decide(verifiedToken);
 * }</pre>
 *
 * <p>Grants add up, denials take away, and what nobody granted is not delivered. A decision reads no secret; that is what
 * {@code SecretProvider} does with it.
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.policy;

import org.jspecify.annotations.NullMarked;
