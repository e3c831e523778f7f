/** From a stranger's text to a proof of which step is asking. */
@NullMarked
package io.github.bitbucketoidc.core.token;

import org.jspecify.annotations.NullMarked;
