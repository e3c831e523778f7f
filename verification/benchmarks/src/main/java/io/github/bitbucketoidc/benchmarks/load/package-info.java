/** Load on whole servers: ours on several kinds of HTTP server, and Vault's own login and read. */
@NullMarked
package io.github.bitbucketoidc.benchmarks.load;

import org.jspecify.annotations.NullMarked;
