/** From a decision to the secrets themselves, all or nothing. */
@NullMarked
package io.github.bitbucketoidc.core.provider;

import org.jspecify.annotations.NullMarked;
