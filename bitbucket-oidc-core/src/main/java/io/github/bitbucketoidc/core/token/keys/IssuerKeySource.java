package io.github.bitbucketoidc.core.token.keys;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.core.text.Issuers;
import io.github.bitbucketoidc.core.token.json.JsonReader;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one issuer for its keys: the discovery document, then the key set it points to, within one deadline. One thread
 * at a time refreshes; any thread may read what the last refresh brought.
 */
final class IssuerKeySource {

    /** For both documents together, below the 5 s that a caller waits (attack row K18). */
    private static final long DEADLINE_MILLIS = 4_500;

    /** Where the keys are is asked once a day. */
    private static final long DISCOVERY_LIVES = 86_400_000;

    /** Earlier, but not for each failure, when there are no keys any more where they were. */
    private static final long DISCOVERY_RESTS = 3_600_000;

    /** A key set, since when it counts, and the number of the attempt that brought it. */
    record Dated(KeySet keys, long askedAt, int attempt) {}

    /** Where the keys are, by a document that was asked for then. */
    private record Discovered(URI keysAt, long askedAt) {}

    private final String issuer;
    private final BoundedFetch fetch;
    private final JsonReader json;
    private final KeySetReader reader;
    private final KeyLifetimes lifetimes;
    private final KeyAlarms alarms;
    private final Workspace.KeyListener listener;
    private final Set<String> pins;
    private final LongSupplier millis;
    private final RefreshLimit limit =
            new RefreshLimit(() -> ThreadLocalRandom.current().nextDouble());

    private volatile @Nullable Discovered discovered;

    private volatile @Nullable Dated good;
    private volatile @Nullable Dated document;
    private volatile long cachedUntil = Long.MIN_VALUE;
    private volatile Optional<String> failure = Optional.empty();
    private final AtomicInteger attempts = new AtomicInteger();

    IssuerKeySource(
            String issuer,
            BoundedFetch fetch,
            JsonReader json,
            KeySetReader reader,
            KeyLifetimes lifetimes,
            Workspace.KeyListener listener,
            LongSupplier millis,
            Set<String> pins) {
        this.issuer = issuer;
        this.millis = millis;
        this.pins = pins;
        this.fetch = fetch;
        this.json = json;
        this.reader = reader;
        this.lifetimes = lifetimes;
        this.listener = listener;
        this.alarms = new KeyAlarms(issuer, KeyLog.LOG);
    }

    /** Asks the issuer, which {@link #opensAt} must allow, and notes what came of it. */
    void refresh(long now) {
        int attempt = attempts.incrementAndGet();
        try {
            Dated fresh = ask(now, attempt);
            limit.succeeded(now);
            good = fresh;
            cachedUntil = fresh.askedAt() + KeyLifetimes.TIME_TO_LIVE;
            failure = Optional.empty();
            alarms.refreshed(fresh.keys());
            tell(() -> listener.refreshed(issuer, fresh.keys().usable().size()));
        } catch (KeySetRefused refused) {
            failed(String.valueOf(refused.getMessage()), refused.retryAfter(), now);
        } catch (RuntimeException unexpected) {
            failed("asking failed with " + unexpected.getClass().getSimpleName(), 0, now);
        }
    }

    private Dated ask(long now, int attempt) throws KeySetRefused {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
        BooleanSupplier budget = () -> limit.spend(millis.getAsLong());
        Discovered known = isDiscoveryDue(now) ? null : discovered;
        if (known == null) {
            byte[] document = fetch.get(Issuers.discovery(issuer), deadline, budget);
            known = new Discovered(DiscoveryDocument.keys(document, issuer, json), now);
            discovered = known;
        }
        URI keysAt = known.keysAt();
        KeySet keys = read(fetch(known, now, deadline, budget), keysAt).pinned(pins);
        Dated fresh = new Dated(keys, now, attempt);
        document = fresh;
        if (keys.usable().isEmpty()) {
            alarms.report(keys);
            throw new KeySetRefused("the key set at " + keysAt + " has no usable key");
        }
        return fresh;
    }

    private byte[] fetch(Discovered known, long now, long deadline, BooleanSupplier budget) throws KeySetRefused {
        try {
            return fetch.get(known.keysAt(), deadline, budget);
        } catch (KeySetRefused refused) {
            boolean elsewhere = refused.status() >= 300 && refused.status() < 400
                    || refused.status() == 404
                    || refused.status() == 410;
            if (elsewhere && now - known.askedAt() >= DISCOVERY_RESTS) {
                discovered = null;
            }
            throw refused;
        }
    }

    private boolean isDiscoveryDue(long now) {
        Discovered known = discovered;
        return known == null || now - known.askedAt() >= DISCOVERY_LIVES;
    }

    /** How many requests a refresh takes now. */
    private int cost(long now) {
        return isDiscoveryDue(now) ? 2 : 1;
    }

    /** From when on the issuer may be asked for this. */
    long opensAt(long now, RefreshLimit.Need need) {
        return limit.opensAt(cost(now), need);
    }

    /** Whether the latest attempt failed. */
    boolean isFailing() {
        return limit.isFailing();
    }

    private KeySet read(byte[] body, URI keysAt) throws KeySetRefused {
        try {
            return reader.read(body);
        } catch (KeySetRefused refused) {
            throw new KeySetRefused("the key set at " + keysAt + " is refused: " + refused.getMessage(), refused);
        }
    }

    /** The last good set stays, and may answer for another time to live before the issuer is asked again. */
    private void failed(String reason, long retryAfter, long now) {
        limit.failed(millis.getAsLong(), retryAfter);
        failure = Optional.of(reason);
        Dated last = good;
        boolean serves = last != null && lifetimes.outlives(last.askedAt(), now);
        if (serves) {
            cachedUntil = now + KeyLifetimes.TIME_TO_LIVE;
        }
        alarms.failed(reason, serves);
        tell(() -> listener.failed(issuer, reason));
    }

    /** A listener is somebody else's code: keys are refreshed whatever it does. */
    private static void tell(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError | AssertionError ignored) {
            KeyLog.LOG.warn("a key listener failed with {}", ignored.getClass().getName());
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

    /** Until when the last good set answers before the issuer is asked again. */
    long cachedUntil() {
        return cachedUntil;
    }

    Optional<String> failure() {
        return failure;
    }

    int attempts() {
        return attempts.get();
    }
}
