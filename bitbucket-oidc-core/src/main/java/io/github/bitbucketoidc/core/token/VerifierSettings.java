package io.github.bitbucketoidc.core.token;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.token.keys.KeyRing;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What {@link TokenVerifier.Builder} has collected, and what is acceptable of it. Used by one thread. */
final class VerifierSettings {

    private static final Duration LARGEST_TOLERANCE = Duration.ofDays(1);
    private static final Duration LARGEST_AGE = Duration.ofDays(30);

    final List<Workspace> workspaces = new ArrayList<>();
    Clock clock = Clock.systemUTC();
    Duration skew = Duration.ofSeconds(30);
    Duration maxLifetime = Duration.ofDays(1);

    @Nullable
    Duration maxAge;

    boolean missingKidAllowed;

    @Nullable
    HttpClient httpClient;

    @Nullable
    SSLContext sslContext;

    @Nullable
    Duration outageTolerance;

    @Nullable
    LongSupplier monotonicClock;

    Workspace.@Nullable KeyListener keyListener;

    @Nullable
    KeyRing previous;

    void check() {
        checkWorkspaces();
        if (skew.isNegative() || skew.compareTo(TokenVerifier.LARGEST_SKEW) > 0) {
            throw new IllegalArgumentException("skew: 0 to 120 seconds");
        }
        if (maxLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("maxLifetime: at least one second");
        }
        if (maxAge != null && (maxAge.compareTo(Duration.ofSeconds(1)) < 0 || maxAge.compareTo(LARGEST_AGE) > 0)) {
            throw new IllegalArgumentException("maxAge: 1 second to 30 days");
        }
        if (outageTolerance != null
                && (outageTolerance.isNegative() || outageTolerance.compareTo(LARGEST_TOLERANCE) > 0)) {
            throw new IllegalArgumentException("keyOutageTolerance: 0 to 24 hours");
        }
        checkTransport();
    }

    private void checkTransport() {
        if (httpClient != null && httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "httpClient: must not follow redirects; build it with followRedirects(Redirect.NEVER)");
        }
        if (httpClient != null && sslContext != null) {
            throw new IllegalStateException(
                    "httpClient and sslContext: give one of them; a client has TLS settings of its own");
        }
        if (httpClient != null
                && workspaces.stream()
                        .anyMatch(
                                workspace -> !workspace.certificateAuthorities().isEmpty())) {
            throw new IllegalStateException(
                    "httpClient: a workspace names certificate authorities (in a policy: ca); a client has TLS settings of its own,"
                            + " so give one of them");
        }
        if (previous != null
                && (httpClient != null
                        || sslContext != null
                        || outageTolerance != null
                        || monotonicClock != null
                        || keyListener != null)) {
            throw new IllegalStateException(
                    "reuseKeysOf: the keys come with the HTTP client, the TLS settings, the"
                            + " outage tolerance, the monotonic clock and the key listener of the previous verifier; leave those out");
        }
    }

    private void checkWorkspaces() {
        if (workspaces.isEmpty()) {
            throw new IllegalArgumentException("workspace: at least one");
        }
        Set<String> slugs = new HashSet<>();
        Set<UUID> uuids = new HashSet<>();
        Set<String> issuers = new HashSet<>();
        for (Workspace workspace : workspaces) {
            if (!slugs.add(workspace.slug()) || !uuids.add(workspace.uuid())) {
                throw new IllegalArgumentException("workspace: two have the slug or the UUID of " + workspace);
            }
            if (!issuers.add(workspace.issuer())) {
                throw new IllegalArgumentException("workspace: two have the issuer " + workspace.issuer()
                        + "; their tokens could not be told apart");
            }
        }
    }

    /** The keys to use: those of the previous verifier, or new ones. */
    KeyRing ring() {
        if (previous != null) {
            return previous;
        }
        return new KeyRing(
                httpClient,
                sslContext,
                monotonicClock == null ? System::nanoTime : monotonicClock,
                outageTolerance == null ? Duration.ofHours(1) : outageTolerance,
                keyListener == null ? new Workspace.KeyListener() {} : keyListener);
    }
}
