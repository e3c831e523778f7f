package io.github.bitbucketoidc.store.aws.access;

import io.github.bitbucketoidc.store.Caller;
import io.github.bitbucketoidc.store.Deadline;
import io.github.bitbucketoidc.store.aws.sdk.AwsErrors;
import io.github.bitbucketoidc.store.support.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Reads with the credentials that the process has by itself: the SDK's default chain, or a profile. Nothing is looked up
 * before the first read; the SDK keeps what it found until shortly before its end. Thread-safe.
 */
final class ProviderAccess implements Access {

    /** What the SDK says when the metadata service, the last in its chain, did not answer: it gives it one second, once. */
    private static final String METADATA_FAILED = "Failed to load credentials from IMDS";

    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String what;
    private final Supplier<AwsCredentialsProvider> source;
    private final AtomicReference<@Nullable AwsCredentialsProvider> current = new AtomicReference<>();

    /** What the current provider gave last. */
    private volatile @Nullable AwsCredentials last;

    /** The source is asked again when the credentials of the last provider have ended before their time. */
    ProviderAccess(String what, Supplier<AwsCredentialsProvider> source) {
        this.what = what;
        this.source = source;
    }

    @Override
    public Optional<AwsCredentials> credentials(Caller caller, Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            try {
                AwsCredentials credentials = provider().resolveCredentials();
                last = credentials;
                return Optional.of(credentials);
            } catch (RuntimeException none) {
                boolean slow = String.valueOf(none.getMessage()).contains(METADATA_FAILED);
                if (!slow) {
                    throw Failures.denied(
                            "there are no AWS credentials for the provider in " + what + ": "
                                    + AwsErrors.shown(String.valueOf(none.getMessage())),
                            List.of());
                }
                if (attempt == ATTEMPTS || deadline.remaining().compareTo(PAUSE.multipliedBy(2)) < 0) {
                    throw AwsErrors.unavailable(
                            "there are no AWS credentials for the provider in " + what
                                    + ": the metadata service of this machine did not give any, asked " + attempt
                                    + " times; it may be slow after a start. Else see that this machine has a role",
                            List.of());
                }
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AwsErrors.unavailable("the read was interrupted", List.of());
        }
    }

    private AwsCredentialsProvider provider() {
        AwsCredentialsProvider known = current.get();
        if (known != null) {
            return known;
        }
        AwsCredentialsProvider made = source.get();
        return current.compareAndSet(null, made) ? made : provider();
    }

    /** Many requests learn it at the same time; the first one does away with the provider, the others must not with its successor. */
    @Override
    public synchronized void expired(Caller caller, AwsCredentials credentials) {
        if (credentials.equals(last)) {
            last = null;
            close();
        }
    }

    @Override
    public String identity(Caller caller) {
        return "the provider";
    }

    @Override
    public void close() {
        AwsCredentialsProvider old = current.getAndSet(null);
        if (old instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
