package io.github.bitbucketoidc.store.aws.parameters;

import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.aws.access.Access;
import io.github.bitbucketoidc.store.aws.access.Accesses;
import io.github.bitbucketoidc.store.aws.reading.ReadingSettings;
import io.github.bitbucketoidc.store.aws.reading.Reads;
import io.github.bitbucketoidc.store.aws.sdk.Calls;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import io.github.bitbucketoidc.store.aws.sdk.Service;
import java.time.Clock;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Makes what needs the SDK's part for Parameter Store; not loaded where that is not there. */
public final class SsmSetup {

    private SsmSetup() {}

    public static SecretStore open(ReadingSettings settings, Clock clock) {
        Calls calls = new Calls();
        SdkHttpClient http = Sdk.http(settings.clientSettings().timeOut());
        SsmClient client = Sdk.configure(
                        SsmClient.builder(),
                        settings.clientSettings(),
                        settings.clientSettings().endpoint(),
                        http,
                        calls.timer())
                .build();
        Access access = Accesses.of(settings.login(), settings.clientSettings(), http, calls, clock);
        Reads reads = new ParameterReads(client, true, settings.names(), settings.content(), access, calls);
        return settings.store(Service.PARAMETER_STORE, reads, access, calls, http::close);
    }
}
