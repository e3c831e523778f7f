/** Which step may have which secrets: the policy, its file, and its decisions. */
@NullMarked
package io.github.bitbucketoidc.core.policy;

import org.jspecify.annotations.NullMarked;
