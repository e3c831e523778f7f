package io.github.bitbucketoidc.core.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.libraries.LibraryVersions;
import io.github.bitbucketoidc.core.token.keys.KeyRing;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.slf4j.LoggerFactory;

/**
 * Verifies the OIDC tokens of Bitbucket Pipelines steps: canonical compact JWS (RFC 7515), RS256 only, keys of the configured
 * issuers only, every standard claim checked. Immutable and safe for use by any number of threads; no call
 * leaves anything of its token behind.
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
 *
 * @since 0.1.0
 */
public final class TokenVerifier implements AutoCloseable {

    /** The largest skew that a verifier takes: two minutes (attack row C8). */
    public static final Duration LARGEST_SKEW = Duration.ofMinutes(2);

    private static final List<LibraryVersions.Library> LIBRARIES = List.of(
            new LibraryVersions.Library("Nimbus JOSE + JWT", "com.nimbusds", "nimbus-jose-jwt", "10.5", JWKSet.class),
            new LibraryVersions.Library(
                    "Jackson", "com.fasterxml.jackson.core", "jackson-core", "2.18.0", JsonFactory.class),
            new LibraryVersions.Library("SLF4J", "org.slf4j", "slf4j-api", "2.0.0", LoggerFactory.class));

    private final TokenJudge judge;
    private final KeyRing ring;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TokenVerifier(TokenJudge judge, KeyRing ring) {
        this.judge = judge;
        this.ring = ring;
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
     * Verifies a token. A token that is refused is a result, never an exception.
     *
     * @param token the compact text, as it stood in the {@code Authorization} header without its scheme
     * @return the proof, or a coded reason
     * @throws KeySourceException if the token passes every check that needs no key, and it could not be found out whether its issuer has
     *     the key that it names: the issuer is not reachable, or may not be asked again yet
     */
    public Verification verify(String token) {
        return judge.verify(Objects.requireNonNull(token, "token"));
    }

    /**
     * Returns the workspaces whose tokens are accepted.
     *
     * @return the configured workspaces, in no particular order, unmodifiable
     */
    public List<Workspace> workspaces() {
        return judge.issuers().values().stream().map(AcceptedIssuer::workspace).toList();
    }

    /**
     * Returns the state of each issuer's key set, without asking the issuer.
     *
     * @return one state for each configured issuer, by the issuer's text
     */
    public Map<String, Workspace.KeyState> keyStates() {
        Map<String, Workspace.KeyState> states = new TreeMap<>();
        judge.issuers()
                .forEach(
                        (issuer, accepted) -> states.put(issuer, accepted.keys().state()));
        return Collections.unmodifiableMap(states);
    }

    /**
     * Stops fetching keys and ends the threads, unless a verifier that {@linkplain Builder#reuseKeysOf reuses} these keys still
     * needs them. Calls in progress are not affected: cached keys go on answering until they are too old; only a token that
     * would need a fetch gets a {@link KeySourceException} or {@code key_unknown}. A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ring.release(judge.issuers().values().stream()
                    .map(AcceptedIssuer::workspace)
                    .toList());
        }
    }

    /** Collects the settings of a verifier; everything is checked in {@link #build()}. Not safe for use by several threads. */
    public static final class Builder {

        private final VerifierSettings settings = new VerifierSettings();

        private Builder() {}

        /**
         * Adds a workspace whose tokens are accepted.
         *
         * @param workspace the workspace
         * @return this builder
         */
        public Builder workspace(Workspace workspace) {
            settings.workspaces.add(Objects.requireNonNull(workspace, "workspace"));
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
            settings.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets how far the issuer's clock may be off: it is added to {@code exp} and subtracted from {@code iat} and {@code nbf}.
         *
         * @param skew 0 to 120 seconds (attack row C8)
         * @return this builder
         */
        public Builder skew(Duration skew) {
            settings.skew = Objects.requireNonNull(skew, "skew");
            return this;
        }

        /**
         * Sets how long a token may live, from {@code iat} to {@code exp} (attack row C7).
         *
         * @param maxLifetime at least one second
         * @return this builder
         */
        public Builder maxLifetime(Duration maxLifetime) {
            settings.maxLifetime = Objects.requireNonNull(maxLifetime, "maxLifetime");
            return this;
        }

        /**
         * Sets how long ago a token may have been issued, by {@code iat} (attack row W9): a stolen token is of use for that long,
         * however long its issuer lets it live. The skew does not lengthen it.
         *
         * @param maxAge 1 second to 30 days; no limit by default
         * @return this builder
         */
        public Builder maxAge(Duration maxAge) {
            settings.maxAge = Objects.requireNonNull(maxAge, "maxAge");
            return this;
        }

        /**
         * Accepts tokens without {@code kid} too, as long as the issuer's set has exactly one usable key (attack row K8). Bitbucket
         * always writes one, so this is for other issuers only.
         *
         * @return this builder
         */
        public Builder allowMissingKid() {
            settings.missingKidAllowed = true;
            return this;
        }

        /**
         * Replaces the client that fetches keys. The caller closes it. A proxy needs none: ours asks {@link
         * java.net.ProxySelector#getDefault()}, which knows {@code -Dhttps.proxyHost}. Ours also never reuses a connection that was idle
         * for 30 seconds; one of yours keeps them as long as it is told to.
         *
         * @param httpClient a client that never follows redirects (attack row K11)
         * @return this builder
         */
        public Builder httpClient(HttpClient httpClient) {
            settings.httpClient = Objects.requireNonNull(httpClient, "httpClient");
            return this;
        }

        /**
         * Replaces the trust store of the client that fetches keys. Host names are checked in any case (attack row K13).
         *
         * @param sslContext the TLS settings
         * @return this builder
         */
        public Builder sslContext(SSLContext sslContext) {
            settings.sslContext = Objects.requireNonNull(sslContext, "sslContext");
            return this;
        }

        /**
         * Sets how long the last good key set of an issuer serves while that issuer cannot be reached (attack row K16).
         *
         * @param tolerance 0 to 24 hours, 1 hour by default; a set serves for 5 minutes in any case, its time to live
         * @return this builder
         */
        public Builder keyOutageTolerance(Duration tolerance) {
            settings.outageTolerance = Objects.requireNonNull(tolerance, "tolerance");
            return this;
        }

        /**
         * Replaces the clock that ages keys, for tests that simulate a day in seconds.
         *
         * @param nanoseconds a source like {@link System#nanoTime()}: it never goes back
         * @return this builder
         */
        public Builder monotonicClock(LongSupplier nanoseconds) {
            settings.monotonicClock = Objects.requireNonNull(nanoseconds, "nanoseconds");
            return this;
        }

        /**
         * Says who is told when an issuer was asked for its keys.
         *
         * @param listener is told of each refresh, and of each one that failed
         * @return this builder
         */
        public Builder keyListener(Workspace.KeyListener listener) {
            settings.keyListener = Objects.requireNonNull(listener, "listener");
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
            settings.previous = Objects.requireNonNull(previous, "previous").ring;
            return this;
        }

        /**
         * Checks everything and makes the verifier. Nothing is fetched.
         *
         * @return the verifier
         * @throws IllegalArgumentException if there is no workspace, two share a slug, UUID or issuer, the skew, the lifetime, the age or
         *     the tolerance is out of bounds, or the HTTP client follows redirects
         * @throws IllegalStateException if an HTTP client is given together with TLS settings, or either, the tolerance, the
         *     monotonic clock or a key listener together with keys to be reused (they come with their own), or the previous verifier is closed;
         *     or if a library that the application shares with this one is too old, which the message names with the fix
         */
        public TokenVerifier build() {
            LibraryVersions.check(LIBRARIES);
            settings.check();
            Map<String, Workspace> workspaces = new HashMap<>();
            settings.workspaces.forEach(workspace -> workspaces.put(workspace.issuer(), workspace));
            KeyRing ring = settings.ring();
            Map<String, AcceptedIssuer> issuers = new HashMap<>();
            ring.acquire(workspaces)
                    .forEach((issuer, keys) -> issuers.put(
                            issuer, AcceptedIssuer.of(Objects.requireNonNull(workspaces.get(issuer)), keys)));
            ClaimChecks checks = new ClaimChecks(settings.clock, settings.skew, settings.maxLifetime, settings.maxAge);
            return new TokenVerifier(new TokenJudge(issuers, checks, settings.missingKidAllowed), ring);
        }
    }
}
