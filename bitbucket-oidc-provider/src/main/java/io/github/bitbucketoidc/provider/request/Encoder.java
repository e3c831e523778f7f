package io.github.bitbucketoidc.provider.request;

import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.release.Release;

/** Makes the HTTP answer of what came of a request. {@link Answers#encode} is the one that serves. */
@FunctionalInterface
public interface Encoder {

    /** The answer with its status, its headers and its bytes. */
    EndpointResponse encode(Release release, Origin origin);
}
