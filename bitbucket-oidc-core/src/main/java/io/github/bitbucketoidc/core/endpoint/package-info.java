/** The HTTP side without a web framework: a request in, an answer out, one audit event. */
@NullMarked
package io.github.bitbucketoidc.core.endpoint;

import org.jspecify.annotations.NullMarked;
