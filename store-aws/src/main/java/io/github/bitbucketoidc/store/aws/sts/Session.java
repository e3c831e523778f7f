package io.github.bitbucketoidc.store.aws.sts;

import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Credentials that STS made for a while.
 *
 * @param credentials the three parts
 * @param expires when they end, by the wall clock
 * @param arn names the session, for example {@code arn:aws:sts::123456789012:assumed-role/deploy/bb-...}
 */
public record Session(AwsSessionCredentials credentials, Instant expires, String arn) {

    @Override
    public String toString() {
        return "Session[" + arn + " until " + expires + "]";
    }
}
