/**
 * What a policy is made of: grants, denials, deliveries, references to secrets.
 *
 * <pre>{@code
 * Grant upload = Grant.builder("upload")
 *         .when(repository().is(payments).and(branch().is("main")))
 *         .deliver("HUB_ID", "local:cerbos/hub#client_id")
 *         .build();
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.provider.rules;

import org.jspecify.annotations.NullMarked;
