package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The client was made by the application, with credentials of its own. */
public final class ClientAccess implements Access {

    @Override
    public Optional<AwsCredentials> credentials(Caller caller, Deadline deadline) {
        return Optional.empty();
    }

    @Override
    public void expired(Caller caller, AwsCredentials credentials) {}

    @Override
    public String identity(Caller caller) {
        return "the application's client";
    }
}
