/** What a provider does, as meters of Micrometer. */
@NullMarked
package io.github.bitbucketoidc.micrometer;

import org.jspecify.annotations.NullMarked;
