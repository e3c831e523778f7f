/**
 * Tests without Bitbucket: {@link io.github.bitbucketoidc.testkit.FakeBitbucket} publishes keys and mints tokens, right and
 * wrong ones; {@link io.github.bitbucketoidc.testkit.RunnerSimulator} asks a provider as the runner of a step does.
 *
 * <pre>{@code
 * try (FakeBitbucket bitbucket = FakeBitbucket.start()) {
 *     String right = bitbucket.acme().mint().branch("main").token();
 *     String forged = bitbucket.acme().mint().wrongSignature().token();
 *     RunnerSimulator runner = RunnerSimulator.of(URI.create("http://127.0.0.1:8080/secrets"));
 *     Assertions.assertEquals(200, runner.ask(right).status());
 *     Assertions.assertEquals(401, runner.ask(forged).status());
 * }
 * }</pre>
 *
 * <p>No parameter takes {@code null} unless it is marked {@code @Nullable}: elsewhere it is a mistake of the caller, which ends in a
 * {@link NullPointerException}.
 */
@NullMarked
package io.github.bitbucketoidc.testkit;

import org.jspecify.annotations.NullMarked;
