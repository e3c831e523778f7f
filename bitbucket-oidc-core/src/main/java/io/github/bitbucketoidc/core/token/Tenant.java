package io.github.bitbucketoidc.core.token;

import java.util.Set;

/**
 * A configured workspace with what every token of it is held against. Immutable but for the keys, which are thread-safe.
 *
 * @param workspace as configured
 * @param uuidClaim the workspace's UUID as its tokens write it
 * @param audiences the accepted ones
 * @param keys of its issuer, and of no other (attack row K9)
 */
record Tenant(Workspace workspace, String uuidClaim, Set<String> audiences, IssuerKeys keys) {

    static Tenant of(Workspace workspace, IssuerKeys keys) {
        return new Tenant(workspace, StrictUuid.write(workspace.uuid()), Set.copyOf(workspace.audiences()), keys);
    }
}
