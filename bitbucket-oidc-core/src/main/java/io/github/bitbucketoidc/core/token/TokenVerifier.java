package io.github.bitbucketoidc.core.token;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the OIDC tokens of Bitbucket Pipelines steps: canonical compact JWS (RFC 7515), RS256 only, keys of the configured
 * issuers only, every standard claim checked. Immutable and safe for use by any number of threads; nothing about a token is
 * kept from one call to the next.
 *
 * <pre>{@code
 * TokenVerifier verifier = TokenVerifier.builder()
 *         .workspace(Workspace.of("acme", UUID.fromString("922e118c-f34f-4226-a897-0e0afbec553d")))
 *         .build();
 * Verification verification = verifier.verify(token);
 * }</pre>
 *
 * <p>Checks run in this order, and the first that fails gives the code: length and structure, header, payload JSON, issuer,
 * key, signature, claims. Within a step they run in the order in which {@link Rejection.Code} lists them.
 *
 * <p>The keys are fetched when a token first needs them (Bitbucket answers 404 until the first pipeline has run), by daemon
 * threads named {@code bitbucket-oidc-keys-n}, which end in {@link #close()}.
 */
public final class TokenVerifier implements AutoCloseable {

    private final Map<String, Workspace> workspaces;

    private TokenVerifier(Builder builder) {
        Map<String, Workspace> byIssuer = new HashMap<>();
        builder.workspaces.forEach(workspace -> byIssuer.put(workspace.issuer(), workspace));
        this.workspaces = Map.copyOf(byIssuer);
    }

    /**
     * Starts a verifier. Defaults: the system's UTC clock, 30 s of skew, 24 h of lifetime, a {@code kid} in every token, 1 h of
     * outage tolerance, an HTTP client of its own with the JDK's trust store.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Judges a token. A token that is refused is a result, never an exception.
     *
     * @param token the compact text, as it stood in the {@code Authorization} header without its scheme
     * @return the proof, or a coded reason
     * @throws KeySourceException if the token passes every check that needs no key, and there is no usable key set of its issuer
     */
    public Verification verify(String token) {
        Objects.requireNonNull(token, "token");
        throw new UnsupportedOperationException();
    }

    /**
     * The workspaces whose tokens are accepted.
     *
     * @return the configured workspaces, in no particular order, unmodifiable
     */
    public Collection<Workspace> workspaces() {
        return workspaces.values();
    }

    /**
     * How the key set of each issuer is doing, without asking anyone.
     *
     * @return one state for each configured issuer, by the issuer's text
     */
    public Map<String, KeyState> keyStates() {
        return Map.of();
    }

    /**
     * Stops fetching keys and ends the threads, unless a verifier that {@linkplain Builder#reuseKeysOf reuses} these keys still
     * needs them. Calls in progress are not hurt: keys that are there go on answering until they are too old; only a token that
     * would need a fetch gets a {@link KeySourceException} or {@code key_unknown}. A second call does nothing.
     */
    @Override
    public void close() {}

    /** Collects the settings of a verifier; everything is checked in {@link #build()}. Not safe for use by several threads. */
    public static final class Builder {

        private static final Duration LARGEST_SKEW = Duration.ofMinutes(2);
        private static final Duration LARGEST_TOLERANCE = Duration.ofDays(1);

        final List<Workspace> workspaces = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        Duration skew = Duration.ofSeconds(30);
        Duration maxLifetime = Duration.ofDays(1);
        boolean missingKidAllowed;

        @Nullable
        HttpClient httpClient;

        @Nullable
        SSLContext sslContext;

        @Nullable
        Duration outageTolerance;

        @Nullable
        LongSupplier monotonicClock;

        @Nullable
        TokenVerifier previous;

        private Builder() {}

        /**
         * Adds a workspace whose tokens are accepted.
         *
         * @param workspace the workspace
         * @return this builder
         */
        public Builder workspace(Workspace workspace) {
            workspaces.add(Objects.requireNonNull(workspace, "workspace"));
            return this;
        }

        /**
         * Adds workspaces whose tokens are accepted.
         *
         * @param workspaces the workspaces
         * @return this builder
         */
        public Builder workspaces(Collection<Workspace> workspaces) {
            workspaces.forEach(this::workspace);
            return this;
        }

        /**
         * Replaces the clock that decides whether a token is in time. The age of keys never depends on it (attack row C9).
         *
         * @param clock the clock; only its instants count, its zone does not
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets how far the issuer's clock may be off: it is added to {@code exp} and subtracted from {@code iat} and {@code nbf}.
         *
         * @param skew 0 to 120 seconds (attack row C8)
         * @return this builder
         */
        public Builder skew(Duration skew) {
            this.skew = Objects.requireNonNull(skew, "skew");
            return this;
        }

        /**
         * Sets how long a token may live, from {@code iat} to {@code exp} (attack row C7).
         *
         * @param maxLifetime at least one second
         * @return this builder
         */
        public Builder maxLifetime(Duration maxLifetime) {
            this.maxLifetime = Objects.requireNonNull(maxLifetime, "maxLifetime");
            return this;
        }

        /**
         * Accepts tokens without {@code kid} too, as long as the issuer's set has exactly one usable key (attack row K8). Bitbucket
         * always writes one, so this is for other issuers only.
         *
         * @return this builder
         */
        public Builder allowMissingKid() {
            missingKidAllowed = true;
            return this;
        }

        /**
         * Replaces the client that fetches keys, for a proxy or a trust store of one's own. The caller closes it.
         *
         * @param httpClient a client that never follows redirects (attack row K11)
         * @return this builder
         */
        public Builder httpClient(HttpClient httpClient) {
            this.httpClient = Objects.requireNonNull(httpClient, "httpClient");
            return this;
        }

        /**
         * Replaces the trust store of the client that fetches keys. Host names are checked in any case (attack row K13).
         *
         * @param sslContext the TLS settings
         * @return this builder
         */
        public Builder sslContext(SSLContext sslContext) {
            this.sslContext = Objects.requireNonNull(sslContext, "sslContext");
            return this;
        }

        /**
         * Sets how long the last good key set of an issuer serves while that issuer cannot be reached (attack row K16).
         *
         * @param tolerance 0 to 24 hours, 1 hour by default; a set serves for 5 minutes in any case, its time to live
         * @return this builder
         */
        public Builder keyOutageTolerance(Duration tolerance) {
            this.outageTolerance = Objects.requireNonNull(tolerance, "tolerance");
            return this;
        }

        /**
         * Replaces the clock that ages keys, for tests that simulate a day in seconds.
         *
         * @param nanoseconds a source like {@link System#nanoTime()}: it never goes back
         * @return this builder
         */
        public Builder monotonicClock(LongSupplier nanoseconds) {
            this.monotonicClock = Objects.requireNonNull(nanoseconds, "nanoseconds");
            return this;
        }

        /**
         * Takes over the keys of a verifier that this one will replace, so that a reload of the policy fetches nothing: issuers that
         * both have keep their key sets, and both share one HTTP client and its threads. Those live until the last of the
         * verifiers is closed, so the previous one is closed when its calls have ended.
         *
         * @param previous the verifier to be replaced, not yet closed
         * @return this builder
         */
        public Builder reuseKeysOf(TokenVerifier previous) {
            this.previous = Objects.requireNonNull(previous, "previous");
            return this;
        }

        /**
         * Checks everything and makes the verifier. Nothing is fetched.
         *
         * @return the verifier
         * @throws IllegalArgumentException if there is no workspace, two share a slug, UUID or issuer, the skew, the lifetime or the
         *     tolerance is out of bounds, or the HTTP client follows redirects
         * @throws IllegalStateException if an HTTP client is given together with TLS settings, or either, the tolerance or the
         *     monotonic clock together with keys to be reused (they come with their own), or the previous verifier is closed
         */
        public TokenVerifier build() {
            checkWorkspaces();
            if (skew.isNegative() || skew.compareTo(LARGEST_SKEW) > 0) {
                throw new IllegalArgumentException("skew: 0 to 120 seconds");
            }
            if (maxLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("maxLifetime: at least one second");
            }
            if (outageTolerance != null
                    && (outageTolerance.isNegative() || outageTolerance.compareTo(LARGEST_TOLERANCE) > 0)) {
                throw new IllegalArgumentException("keyOutageTolerance: 0 to 24 hours");
            }
            if (httpClient != null && httpClient.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalArgumentException(
                        "httpClient: must not follow redirects; build it with followRedirects(Redirect.NEVER)");
            }
            if (httpClient != null && sslContext != null) {
                throw new IllegalStateException(
                        "httpClient and sslContext: give one of them; a client has TLS settings of its own");
            }
            if (previous != null
                    && (httpClient != null
                            || sslContext != null
                            || outageTolerance != null
                            || monotonicClock != null)) {
                throw new IllegalStateException(
                        "reuseKeysOf: the keys come with the HTTP client, the TLS settings, the outage"
                                + " tolerance and the monotonic clock of the previous verifier; leave those out");
            }
            return new TokenVerifier(this);
        }

        private void checkWorkspaces() {
            if (workspaces.isEmpty()) {
                throw new IllegalArgumentException("workspace: at least one");
            }
            for (int i = 0; i < workspaces.size(); i++) {
                for (int j = 0; j < i; j++) {
                    checkApart(workspaces.get(i), workspaces.get(j));
                }
            }
        }

        private static void checkApart(Workspace one, Workspace other) {
            if (one.slug().equals(other.slug()) || one.uuid().equals(other.uuid())) {
                throw new IllegalArgumentException(
                        "workspace: " + one + " and " + other + " have the same slug or UUID");
            }
            if (one.issuer().equals(other.issuer())) {
                throw new IllegalArgumentException("workspace: " + one + " and " + other
                        + " have the same issuer; a token could not be told apart");
            }
        }
    }
}
