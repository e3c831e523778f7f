package io.github.bitbucketoidc.core.token;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Asks one issuer for its keys: the discovery document, then the key set it points to, within one deadline. This is the
 * innermost source below Nimbus' cache, which calls it from one thread at a time. What it last saw is readable from any thread.
 */
final class IssuerKeySource implements JWKSetSource<SecurityContext> {

    /** For both documents together, below the 5 s that a caller waits (attack row K18). */
    private static final long DEADLINE_MILLIS = 4_500;

    /** A key set, and since when it counts. */
    record Dated(KeySet keys, JWKSet survivors, long askedAt) {}

    private final String issuer;
    private final BoundedFetch fetch;
    private final StrictJson json;
    private final KeySetReader reader;
    private final KeyLifetimes lifetimes;
    private final KeyAlarms alarms;
    private final KeyListener listener;
    private final RefreshLimit limit = new RefreshLimit();

    private volatile @Nullable Dated good;
    private volatile @Nullable Dated document;
    private volatile long cachedUntil = Long.MIN_VALUE;
    private volatile Optional<String> failure = Optional.empty();
    private final AtomicInteger attempts = new AtomicInteger();

    IssuerKeySource(
            String issuer,
            BoundedFetch fetch,
            StrictJson json,
            KeySetReader reader,
            KeyLifetimes lifetimes,
            KeyListener listener) {
        this.issuer = issuer;
        this.fetch = fetch;
        this.json = json;
        this.reader = reader;
        this.lifetimes = lifetimes;
        this.listener = listener;
        this.alarms = new KeyAlarms(issuer, LoggerFactory.getLogger(TokenVerifier.class));
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        if (!limit.tryAcquire(currentTime)) {
            throw new RateLimitReachedException();
        }
        attempts.incrementAndGet();
        try {
            Dated fresh = ask(currentTime);
            good = fresh;
            cachedUntil = currentTime + KeyLifetimes.TIME_TO_LIVE;
            failure = Optional.empty();
            alarms.refreshed(fresh.keys());
            tell(() -> listener.refreshed(issuer, fresh.keys().usable().size()));
            return fresh.survivors();
        } catch (KeySetRefused refused) {
            throw failed(refused, currentTime);
        } catch (RuntimeException unexpected) {
            throw failed(
                    new KeySetRefused(
                            "asking failed with " + unexpected.getClass().getSimpleName(), unexpected),
                    currentTime);
        }
    }

    private Dated ask(long now) throws KeySetRefused {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        URI keysAt = DiscoveryDocument.keys(fetch.get(Issuers.discovery(issuer), deadline), issuer, json);
        KeySet keys = read(fetch.get(keysAt, deadline), keysAt);
        Dated fresh = new Dated(keys, keys.survivors(), now);
        document = fresh;
        if (keys.usable().isEmpty()) {
            alarms.report(keys);
            throw new KeySetRefused("the key set at " + keysAt + " has no usable key");
        }
        return fresh;
    }

    private KeySet read(byte[] body, URI keysAt) throws KeySetRefused {
        try {
            return reader.read(body);
        } catch (KeySetRefused refused) {
            throw new KeySetRefused("the key set at " + keysAt + " is refused: " + refused.getMessage(), refused);
        }
    }

    /** The last good set stays, and Nimbus' outage layer serves it for another time to live. */
    private JWKSetUnavailableException failed(KeySetRefused refused, long now) {
        String reason = String.valueOf(refused.getMessage());
        failure = Optional.of(reason);
        Dated last = good;
        boolean serves = last != null && lifetimes.outlives(last.askedAt(), now);
        if (serves) {
            cachedUntil = now + KeyLifetimes.TIME_TO_LIVE;
        }
        alarms.failed(reason, serves);
        tell(() -> listener.failed(issuer, reason));
        return new JWKSetUnavailableException(reason, refused);
    }

    /** A listener is somebody else's code: keys are refreshed whatever it does. */
    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError | AssertionError ignored) {
            LoggerFactory.getLogger(TokenVerifier.class)
                    .warn("a key listener failed with {}", ignored.getClass().getName());
        }
    }

    /** The last set with a usable key, however old. */
    @Nullable
    Dated good() {
        return good;
    }

    /** The last set that could be read, also if it has no usable key: it may say why a key cannot be used. */
    @Nullable
    Dated document() {
        return document;
    }

    /** Until when Nimbus' cache answers without asking. */
    long cachedUntil() {
        return cachedUntil;
    }

    Optional<String> failure() {
        return failure;
    }

    int attempts() {
        return attempts.get();
    }

    RefreshLimit limit() {
        return limit;
    }

    @Override
    public void close() {
        // Holds nothing: the HTTP client belongs to the ring of keys.
    }
}
