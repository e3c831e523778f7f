package io.github.bitbucketoidc.store.aws.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Credentials of the process that ended before their time are looked up again, once for all who learn it. */
class ProviderAccessTest {

    private static final Caller CALLER = Caller.builder(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())
            .build();

    private final AtomicInteger lookUps = new AtomicInteger();
    private final ProviderAccess access = new ProviderAccess(
            "the test",
            () -> StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("AKIA" + lookUps.incrementAndGet(), "x")));

    private AwsCredentials credentials() {
        return access.credentials(CALLER, Deadline.after(Duration.ofSeconds(9))).orElseThrow();
    }

    @Test
    void areLookedUpOnceForAllWhoLearnThatTheyEnded() {
        AwsCredentials ended = credentials();
        assertThat(credentials()).isEqualTo(ended);
        access.expired(CALLER, ended);
        AwsCredentials fresh = credentials();
        assertThat(fresh).isNotEqualTo(ended);

        access.expired(CALLER, ended); // whoever was late
        assertThat(credentials()).isEqualTo(fresh);
        assertThat(lookUps).hasValue(2);

        access.expired(CALLER, fresh);
        credentials();
        assertThat(lookUps).hasValue(3);
    }
}
