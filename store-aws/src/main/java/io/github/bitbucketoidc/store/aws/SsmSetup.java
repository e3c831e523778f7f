package io.github.bitbucketoidc.store.aws;

import io.github.bitbucketoidc.store.SecretStore;
import java.time.Clock;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Makes what needs the SDK's part for Parameter Store; not loaded where that is not there. */
final class SsmSetup {

    private SsmSetup() {}

    static SecretStore open(ReadingSettings settings, Clock clock) {
        Calls calls = new Calls();
        SdkHttpClient http = Sdk.http(settings.place().timeOut());
        SsmClient client = Sdk.configure(
                        SsmClient.builder(), settings.place(), settings.place().endpoint(), http, calls.timer())
                .build();
        Access access = Accesses.of(settings.login(), settings.place(), http, calls, clock);
        Reads reads = new ParameterReads(client, true, settings.names(), settings.content(), access, calls);
        return settings.store(Service.PARAMETER_STORE, reads, access, calls, http::close);
    }
}
