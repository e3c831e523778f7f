package io.github.bitbucketoidc.store.aws.sts;

import io.github.bitbucketoidc.store.aws.sdk.ClientSettings;
import io.github.bitbucketoidc.store.aws.sdk.Sdk;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes what needs the SDK's part for STS; not loaded where that is not there. */
public final class StsSetup {

    private StsSetup() {}

    /** What gives sessions, with a client of its own. */
    public static Sts sts(
            ClientSettings clientSettings, SdkHttpClient http, ScheduledExecutorService timer, Clock clock) {
        StsClient client = Sdk.configure(StsClient.builder(), clientSettings, clientSettings.stsEndpoint(), http, timer)
                .build();
        return new Sts(client, true, clock);
    }
}
