package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.SecretStoreException;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** With which credentials the calls of one request are made. Thread-safe. */
public interface Access extends AutoCloseable {

    /**
     * Credentials that are good as far as is known; empty if the client brings its own. May wait for a network.
     *
     * @throws SecretStoreException if there are none to be had
     */
    Optional<AwsCredentials> credentials(Caller caller, Deadline deadline);

    /** AWS says that these credentials have ended: the next {@link #credentials} gives others. */
    void expired(Caller caller, AwsCredentials credentials);

    /** In whose name calls are made for this caller: what is denied to one name may be allowed to another. */
    String identity(Caller caller);

    /** Whether {@link Caller#token()} is needed. */
    default boolean isOfCaller() {
        return false;
    }

    @Override
    default void close() {}

    /** Makes a call; takes other credentials and repeats it once if, and only if, AWS says that these have ended. */
    default <T> T call(Caller caller, Deadline deadline, Function<Optional<AwsCredentialsProvider>, T> call) {
        Optional<AwsCredentials> credentials = credentials(caller, deadline);
        try {
            return call.apply(credentials.map(StaticCredentialsProvider::create));
        } catch (AwsServiceException failure) {
            if (credentials.isEmpty() || !AwsErrors.isExpired(failure)) {
                throw failure;
            }
            expired(caller, credentials.get());
            return call.apply(credentials(caller, deadline).map(StaticCredentialsProvider::create));
        }
    }
}
