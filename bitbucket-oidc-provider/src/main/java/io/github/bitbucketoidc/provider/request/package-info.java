/** The way of one request: {@link io.github.bitbucketoidc.provider.request.RequestPipeline} reads from top to bottom. */
@NullMarked
package io.github.bitbucketoidc.provider.request;

import org.jspecify.annotations.NullMarked;
