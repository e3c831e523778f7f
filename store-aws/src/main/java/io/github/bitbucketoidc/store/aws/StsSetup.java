package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes what needs the SDK's part for STS; not loaded where that is not there. */
final class StsSetup {

    private StsSetup() {}

    /** What gives sessions, with a client of its own. */
    static Sts sts(AwsSettings.Place place, SdkHttpClient http, ScheduledExecutorService timer, Clock clock) {
        StsClient client = Sdk.configure(StsClient.builder(), place, place.stsEndpoint(), http, timer)
                .build();
        return new Sts(client, true, clock);
    }

    /** A store that makes credentials: with the steps' tokens, or with what the provider has or takes on itself. */
    static SecretStore credentials(AwsSettings.Place place, Login login, Map<String, MintedRole> roles, Clock clock) {
        Calls calls = new Calls();
        SdkHttpClient http = Sdk.http(place.timeOut());
        Sts sts = sts(place, http, calls.timer(), clock);
        Optional<Access> own = Optional.empty();
        if (login instanceof Login.Own self) {
            own = Optional.of(Accesses.own(self));
        } else if (login instanceof Login.Role role) {
            own = Optional.of(new RoleAccess(Accesses.own(role.own()), role, sts, new Sessions(clock, calls.timer())));
        }
        return new CredentialsStore(roles, own, sts, calls, place.timeOut(), http::close);
    }
}
