package io.github.bitbucketoidc.core.token;

/** The checks of the claims. */
final class ClaimChecks {

    /** How the audience that Bitbucket writes by default begins; the workspace's UUID follows, without braces. */
    static final String WORKSPACE_ARI = "ari:cloud:bitbucket::workspace/";

    private ClaimChecks() {}
}
