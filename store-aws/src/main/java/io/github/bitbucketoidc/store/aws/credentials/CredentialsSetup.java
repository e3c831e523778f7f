package io.github.bitbucketoidc.store.aws.credentials;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.access.Accesses;
import io.github.bitbucketoidc.store.aws.access.Login;
import io.github.bitbucketoidc.store.aws.access.RoleAccess;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.ClientSettings;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import io.github.bitbucketoidc.store.aws.sts.Sessions;
import io.github.bitbucketoidc.store.aws.sts.Sts;
import io.github.bitbucketoidc.store.aws.sts.StsSetup;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpClient;

/** Opens a store that makes credentials; needs the SDK's part for STS, and is not loaded where that is not there. */
public final class CredentialsSetup {

    private CredentialsSetup() {}

    /** A store that makes credentials: with the steps' tokens, or with what the provider has or takes on itself. */
    public static SecretStore open(
            ClientSettings clientSettings, Login login, Map<String, MintedRole> roles, Clock clock) {
        Calls calls = new Calls();
        SdkHttpClient http = Sdk.http(clientSettings.timeOut());
        Sts sts = StsSetup.sts(clientSettings, http, calls.timer(), clock);
        Optional<Access> own = Optional.empty();
        if (login instanceof Login.Own self) {
            own = Optional.of(Accesses.own(self));
        } else if (login instanceof Login.Role role) {
            own = Optional.of(new RoleAccess(Accesses.own(role.own()), role, sts, new Sessions(clock, calls.timer())));
        }
        return new CredentialsStore(roles, own, sts, calls, clientSettings.timeOut(), http::close);
    }
}
