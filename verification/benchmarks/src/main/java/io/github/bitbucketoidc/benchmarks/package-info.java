/** JMH benchmarks: what a decision costs beside the signature check that it stands on. */
@NullMarked
package io.github.bitbucketoidc.benchmarks;

import org.jspecify.annotations.NullMarked;
