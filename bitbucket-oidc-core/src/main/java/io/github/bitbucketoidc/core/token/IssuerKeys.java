package io.github.bitbucketoidc.core.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer (attack row K9: nothing is shared between issuers). Thread-safe; its size does not depend on what
 * strangers send.
 *
 * <p>Nimbus keeps the set: time to live, refresh ahead of its end, and the last good set in an outage. Around it is what its
 * layers cannot do:
 *
 * <ul>
 *   <li>they let each caller fetch in its own thread, one after the other; here all wait for one fetch that no caller's
 *       interruption can end, and nobody waits who has a key (K22);
 *   <li>their limit counts in fixed windows (see {@link RefreshLimit}), and they have no memory of names that are not there (K14);
 *   <li>their outage layer may serve a set for one more time to live than it is allowed to (K16);
 *   <li>they take the time from the wall clock, unless one asks the set source below the key source (C9).
 * </ul>
 */
final class IssuerKeys {

    private static final int MOST_ABSENT_NAMES = 256;

    private final String issuer;
    private final IssuerKeySource source;
    private final JWKSetSource<SecurityContext> cache;
    private final ExecutorService threads;
    private final LongSupplier millis;
    private final KeyLifetimes lifetimes;

    /** Names that a refresh made for them did not find: they cause no other for a while. */
    private final Cache<String, Boolean> absent;

    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> refresh = new AtomicReference<>();

    IssuerKeys(
            String issuer,
            IssuerKeySource source,
            ExecutorService threads,
            LongSupplier millis,
            KeyLifetimes lifetimes) {
        this.issuer = issuer;
        this.source = source;
        this.threads = threads;
        this.millis = millis;
        this.lifetimes = lifetimes;
        this.cache = cache(source, threads, lifetimes);
        this.absent = Caffeine.newBuilder()
                .maximumSize(MOST_ABSENT_NAMES)
                .expireAfterWrite(Duration.ofMillis(RefreshLimit.WINDOW))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(millis.getAsLong()))
                .executor(Runnable::run)
                .build();
    }

    private static JWKSetSource<SecurityContext> cache(
            IssuerKeySource source, ExecutorService threads, KeyLifetimes lifetimes) {
        JWKSourceBuilder<SecurityContext> builder = JWKSourceBuilder.create(source)
                .cache(KeyLifetimes.TIME_TO_LIVE, KeyLifetimes.WAIT)
                .refreshAheadCache(KeyLifetimes.REFRESH_AHEAD, null, threads, false, null, false)
                .rateLimited(false);
        if (lifetimes.outageTolerance() > 0) {
            builder.outageTolerant(lifetimes.outageTolerance());
        }
        JWKSource<SecurityContext> keys = builder.build();
        if (keys instanceof JWKSetBasedJWKSource<SecurityContext> based) {
            return based.getJWKSetSource();
        }
        throw new IllegalStateException("Nimbus no longer builds its key source on a set source");
    }

    /** The answer that is at hand; never waits. */
    KeyAnswer find(@Nullable String kid) {
        long now = millis.getAsLong();
        IssuerKeySource.Dated good = source.good();
        if (good == null || !lifetimes.serves(good.askedAt(), now)) {
            KeyAnswer named = problemInDocument(kid, now);
            return named == KeyAnswer.Problem.UNKNOWN ? KeyAnswer.Problem.NO_SET : named;
        }
        KeyAnswer answer = good.keys().find(kid);
        long untilEnd = source.cachedUntil() - now;
        if (untilEnd > 0) {
            if (untilEnd <= KeyLifetimes.REFRESH_AHEAD) {
                touch(now);
            }
        } else if (mayRefresh(now)) {
            // Its time to live is over: it must not answer before the issuer was asked (K20).
            return answer == KeyAnswer.Problem.UNKNOWN ? KeyAnswer.Problem.NOT_IN_SET : KeyAnswer.Problem.NO_SET;
        }
        return answer == KeyAnswer.Problem.UNKNOWN && kid != null ? unknown(kid, now) : answer;
    }

    private KeyAnswer unknown(String kid, long now) {
        KeyAnswer named = problemInDocument(kid, now);
        if (named != KeyAnswer.Problem.UNKNOWN) {
            return named;
        }
        return mayRefresh(now) && absent.getIfPresent(kid) == null ? KeyAnswer.Problem.NOT_IN_SET : named;
    }

    /** Why the latest document, if it had no usable key at all, has none of this name. */
    private KeyAnswer problemInDocument(@Nullable String kid, long now) {
        IssuerKeySource.Dated document = source.document();
        if (document == null || kid == null || now - document.askedAt() >= KeyLifetimes.TIME_TO_LIVE) {
            return KeyAnswer.Problem.UNKNOWN;
        }
        return document.keys().usable().isEmpty() ? document.keys().find(kid) : KeyAnswer.Problem.UNKNOWN;
    }

    private boolean mayRefresh(long now) {
        return source.limit().isOpen(now) || refresh.get() != null;
    }

    /** Lets Nimbus refresh ahead when the set's end is near; the set is there, so this does not wait. */
    private void touch(long now) {
        try {
            cache.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, null);
        } catch (com.nimbusds.jose.KeySourceException | RejectedExecutionException e) {
            // The set in hand serves as long as it may, whatever became of refreshing it; failures are noted at the
            // source.
        }
    }

    /**
     * The answer after asking the issuer, if that is allowed just now. Waits for a refresh, also one that others have begun.
     *
     * @throws KeySourceException if there is no set that may serve
     */
    KeyAnswer await(@Nullable String kid) {
        boolean asked = awaitRefresh();
        long now = millis.getAsLong();
        IssuerKeySource.Dated good = source.good();
        if (good != null && lifetimes.serves(good.askedAt(), now)) {
            KeyAnswer answer = good.keys().find(kid);
            if (answer != KeyAnswer.Problem.UNKNOWN) {
                return answer;
            }
            if (asked && kid != null) {
                absent.put(kid, true);
            }
            return problemInDocument(kid, now);
        }
        KeyAnswer named = problemInDocument(kid, now);
        if (named != KeyAnswer.Problem.UNKNOWN) {
            return named;
        }
        throw new KeySourceException(
                "No usable key set of " + issuer + ": " + source.failure().orElse("it has not answered yet"), null);
    }

    /**
     * Starts a refresh or joins the one that is going on.
     *
     * @return whether the issuer answered a refresh that this call began: what that one did not find is not there. One that others
     *     began may have asked too soon, and one that failed says nothing.
     */
    @SuppressWarnings("ReferenceEquality") // each answer that is taken makes a new one
    private boolean awaitRefresh() {
        IssuerKeySource.Dated before = source.good();
        CompletableFuture<@Nullable Void> going = refresh.get();
        boolean mine = false;
        if (going == null && source.limit().isOpen(millis.getAsLong())) {
            CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
            mine = refresh.compareAndSet(null, begun);
            going = mine ? start(begun) : refresh.get();
        }
        if (going == null) {
            return false;
        }
        try {
            going.get(KeyLifetimes.WAIT, TimeUnit.MILLISECONDS);
            return mine && source.good() != before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    private CompletableFuture<@Nullable Void> start(CompletableFuture<@Nullable Void> mine) {
        try {
            threads.execute(() -> {
                try {
                    ask();
                } finally {
                    refresh.set(null);
                    mine.complete(null);
                }
            });
        } catch (RejectedExecutionException closed) {
            refresh.set(null);
            mine.complete(null);
        }
        return mine;
    }

    /** One refresh through Nimbus' layers: its cache asks by itself when it is empty or too old, and is told to otherwise. */
    private void ask() {
        long now = millis.getAsLong();
        int before = source.attempts();
        try {
            JWKSet known = cache.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, null);
            if (source.attempts() == before) {
                cache.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), now, null);
            }
        } catch (com.nimbusds.jose.KeySourceException | RejectedExecutionException e) {
            // Noted at the source, where the reason is known.
        }
    }

    KeyState state() {
        IssuerKeySource.Dated good = source.good();
        long now = millis.getAsLong();
        if (good == null || !lifetimes.serves(good.askedAt(), now)) {
            return new KeyState(issuer, Optional.empty(), 0, source.failure());
        }
        Duration age = Duration.ofMillis(Math.max(0, now - good.askedAt()));
        return new KeyState(issuer, Optional.of(age), good.keys().usable().size(), source.failure());
    }

    void close() {
        try {
            cache.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing the key cache of " + issuer, e);
        }
    }
}
