package io.github.bitbucketoidc.store.aws.reading;

import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import java.util.Map;

/** Reads from one of the services. Thread-safe. */
public interface Reads extends AutoCloseable {

    /** The secrets that exist, of those that were asked for. */
    Map<SecretId, Secret> read(SecretRequest request, Deadline deadline);

    @Override
    void close();
}
