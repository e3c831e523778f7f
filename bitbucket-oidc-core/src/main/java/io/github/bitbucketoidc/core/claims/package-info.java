/** Claims of a token, and a small closed language of conditions on them. */
@NullMarked
package io.github.bitbucketoidc.core.claims;

import org.jspecify.annotations.NullMarked;
