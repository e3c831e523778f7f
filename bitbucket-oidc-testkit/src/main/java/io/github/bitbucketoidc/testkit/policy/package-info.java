/**
 * Tests of a policy of one's own: assertions that search for the step that should not have been granted, tests written in YAML,
 * and the laws of the language as ready properties.
 *
 * <pre>{@code
 * Policy policy = PolicyFile.read(Path.of("policy.yaml"));
 * assertThat(policy).grants("DEPLOY_KEY").onlyTo("repository is payments and branch is \"main\"");
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.testkit.policy;

import org.jspecify.annotations.NullMarked;
