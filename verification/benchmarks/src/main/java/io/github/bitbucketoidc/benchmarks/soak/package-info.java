/** The standalone program under more load than it can serve, and under people who mean it no good; on loopback only. */
@NullMarked
package io.github.bitbucketoidc.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
