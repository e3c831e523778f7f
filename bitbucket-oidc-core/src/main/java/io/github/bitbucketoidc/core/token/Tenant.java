package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.core.token.json.JsonText;
import io.github.bitbucketoidc.core.token.keys.IssuerKeys;
import java.util.Set;

/**
 * A configured workspace with what every token of it is held against. Immutable but for the keys, which are thread-safe.
 *
 * @param workspace as configured
 * @param issuerClaim the issuer as its tokens write it
 * @param uuidClaim the workspace's UUID as its tokens write it
 * @param ownAudience what Bitbucket writes when a step chooses no audience; not accepted unless it is among those
 * @param audiences the accepted ones
 * @param keys of its issuer, and of no other (attack row K9)
 */
record Tenant(
        Workspace workspace,
        JsonText issuerClaim,
        JsonText uuidClaim,
        JsonText ownAudience,
        Set<String> audiences,
        IssuerKeys keys) {

    static Tenant of(Workspace workspace, IssuerKeys keys) {
        return new Tenant(
                workspace,
                JsonText.of(workspace.issuer()),
                JsonText.of(StrictUuid.write(workspace.uuid())),
                JsonText.of(Workspace.AUDIENCE_PREFIX + workspace.uuid()),
                Set.copyOf(workspace.audiences()),
                keys);
    }

    /** Whether a token for this one audience is for us and contradicts no claim of the workspace's own tokens. */
    boolean isOwnAudience(JsonText audience) {
        return audience.isEqualTo(ownAudience) && audiences.contains(ownAudience.text());
    }
}
