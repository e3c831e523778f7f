package io.github.bitbucketoidc.store.aws.sdk;

import io.github.bitbucketoidc.store.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** How the SDK's clients are set up: nothing is found out by asking around, and no thread is the SDK's own. */
public final class Sdk {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private Sdk() {}

    /** The one HTTP client of a store, which closes it. */
    public static SdkHttpClient http(Duration timeOut) {
        return new RepeatableHttpClient(UrlConnectionHttpClient.builder()
                .connectionTimeout(timeOut.compareTo(CONNECT) < 0 ? timeOut : CONNECT)
                .socketTimeout(timeOut)
                .build());
    }

    /** Credentials come with each call; the region and the defaults are given, so that no metadata service is asked. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
            B builder,
            ClientSettings clientSettings,
            Optional<URI> endpoint,
            SdkHttpClient http,
            ScheduledExecutorService timer) {
        builder.region(clientSettings.region())
                .defaultsMode(DefaultsMode.STANDARD)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .overrideConfiguration(
                        all -> all.retryStrategy(RetryMode.STANDARD).scheduledExecutorService(timer));
        endpoint.ifPresent(builder::endpointOverride);
        return builder;
    }

    /** For one call: ends with the deadline, the SDK's own repetitions included. */
    public static AwsRequestOverrideConfiguration until(
            Deadline deadline, Optional<AwsCredentialsProvider> credentials) {
        Duration left = deadline.remaining();
        AwsRequestOverrideConfiguration.Builder call = AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left);
        credentials.ifPresent(call::credentialsProvider);
        return call.build();
    }
}
