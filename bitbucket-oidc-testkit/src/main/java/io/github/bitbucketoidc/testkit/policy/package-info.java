/**
 * Tests of a policy of one's own: assertions that search for the step that should not have been granted, tests written in YAML,
 * and the laws of the language as ready properties.
 */
@NullMarked
package io.github.bitbucketoidc.testkit.policy;

import org.jspecify.annotations.NullMarked;
