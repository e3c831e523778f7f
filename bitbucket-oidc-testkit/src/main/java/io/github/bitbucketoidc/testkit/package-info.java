/**
 * Tests without Bitbucket: {@link io.github.bitbucketoidc.testkit.FakeBitbucket} publishes keys and mints tokens, right and
 * wrong ones; {@link io.github.bitbucketoidc.testkit.RunnerSimulator} asks a provider as the runner of a step does.
 */
@NullMarked
package io.github.bitbucketoidc.testkit;

import org.jspecify.annotations.NullMarked;
