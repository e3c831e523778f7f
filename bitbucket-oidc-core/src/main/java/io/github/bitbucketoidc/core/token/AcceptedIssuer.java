package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.text.StrictUuid;
import io.github.bitbucketoidc.core.token.json.JsonText;
import io.github.bitbucketoidc.core.token.keys.IssuerKeys;
import java.util.Set;

/**
 * An issuer whose tokens are accepted: a configured workspace, and what each of its tokens is compared with. Immutable but for the
 * keys, which are thread-safe.
 *
 * @param workspace as configured
 * @param uuidClaim the workspace's UUID as its tokens write it
 * @param ownAudience the audience that Bitbucket writes when a step chooses none; accepted only if it is among {@code audiences}
 * @param audiences the accepted audiences
 * @param keys of its issuer, and of no other (attack row K9)
 */
record AcceptedIssuer(
        Workspace workspace, JsonText uuidClaim, JsonText ownAudience, Set<String> audiences, IssuerKeys keys) {

    static AcceptedIssuer of(Workspace workspace, IssuerKeys keys) {
        return new AcceptedIssuer(
                workspace,
                JsonText.of(StrictUuid.write(workspace.uuid())),
                JsonText.of(Workspace.AUDIENCE_PREFIX + workspace.uuid()),
                Set.copyOf(workspace.audiences()),
                keys);
    }

    /** Whether an audience is the workspace's own, and accepted. */
    boolean isOwnAudience(JsonText audience) {
        return audience.isEqualTo(ownAudience) && audiences.contains(ownAudience.text());
    }
}
