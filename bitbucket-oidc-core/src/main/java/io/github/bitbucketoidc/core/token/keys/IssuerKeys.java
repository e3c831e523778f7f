package io.github.bitbucketoidc.core.token.keys;

import io.github.bitbucketoidc.core.issuer.KeySourceException;
import io.github.bitbucketoidc.core.issuer.Workspace;
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
import org.slf4j.Logger;

/**
 * The keys of one issuer (attack row K9: nothing is shared between issuers), and the only cache of them. Thread-safe; its size does
 * not depend on what strangers send.
 *
 * <p>Nimbus' cache is not used. It fetches in its callers' threads, one after the other, lets them wait during an outage although the
 * last good set may serve, and has one limit, in fixed windows, for sets in use and for key ids that strangers invent. Here all
 * callers wait for one refresh that no caller's interruption can end, nobody waits who has a key (K22, D8), strangers have the smaller of
 * two budgets ({@link RefreshLimit}), and a key id is only unknown by a set that is newer than the token (K14).
 */
public final class IssuerKeys {

    private static final Logger log = KeyLog.LOG;

    private final String issuer;
    private final IssuerKeySource source;
    private final ExecutorService threads;
    private final LongSupplier millis;
    private final KeyLifetimes lifetimes;
    private final KeyWaits waits;
    private final RareLine unjudged = new RareLine();

    private final AbsentKeyIds absent;

    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> refresh = new AtomicReference<>();

    public IssuerKeys(
            String issuer,
            IssuerKeySource source,
            ExecutorService threads,
            LongSupplier millis,
            KeyLifetimes lifetimes,
            KeyWaits waits) {
        this.waits = waits;
        this.issuer = issuer;
        this.source = source;
        this.threads = threads;
        this.millis = millis;
        this.lifetimes = lifetimes;
        this.absent = new AbsentKeyIds(millis);
    }

    /** Returns the answer of the cached set; never waits. */
    public KeyAnswer find(@Nullable String kid) {
        long now = millis.getAsLong();
        IssuerKeySource.Dated good = serving(now);
        if (good == null) {
            KeyAnswer named = problemInDocument(kid, now);
            return named == KeyAnswer.Problem.UNKNOWN ? KeyAnswer.Problem.NO_SET : named;
        }
        KeyAnswer answer = good.keys().find(kid);
        if (answer == KeyAnswer.Problem.UNKNOWN) {
            KeyAnswer named = problemInDocument(kid, now);
            return named == KeyAnswer.Problem.UNKNOWN ? KeyAnswer.Problem.NOT_IN_SET : named;
        }
        long untilEnd = source.cachedUntil() - now;
        if (untilEnd > 0) {
            if (untilEnd <= KeyLifetimes.REFRESH_AHEAD && !source.isFailing()) {
                refreshInBackground(now);
            }
        } else if (mayAsk(now, RefreshLimit.Need.SET)) {
            if (!source.isFailing()) {
                // Its time to live is over: it must not answer before the issuer was asked (K20).
                return KeyAnswer.Problem.NO_SET;
            }
            // It was asked and failed: the last good set serves, and nobody waits for the next attempt (D8).
            refreshInBackground(now);
        }
        return answer;
    }

    /** Begins a refresh that nobody waits for, unless one is going on or the issuer may not be asked yet. */
    private void refreshInBackground(long now) {
        if (refresh.get() == null && source.opensAt(now, RefreshLimit.Need.SET) <= now) {
            CompletableFuture<@Nullable Void> unused = begin(RefreshLimit.Need.SET);
        }
    }

    private IssuerKeySource.@Nullable Dated serving(long now) {
        IssuerKeySource.Dated good = source.good();
        return good != null && lifetimes.serves(good.askedAt(), now) ? good : null;
    }

    /** Why the latest document, if it had no usable key at all, has none of this name. */
    private KeyAnswer problemInDocument(@Nullable String kid, long now) {
        IssuerKeySource.Dated document = source.document();
        if (document == null || kid == null || now - document.askedAt() >= KeyLifetimes.TIME_TO_LIVE) {
            return KeyAnswer.Problem.UNKNOWN;
        }
        return document.keys().usable().isEmpty() ? document.keys().find(kid) : KeyAnswer.Problem.UNKNOWN;
    }

    private boolean mayAsk(long now, RefreshLimit.Need need) {
        return source.opensAt(now, need) <= now || refresh.get() != null;
    }

    /**
     * Returns the answer after asking the issuer, if it may be asked now. Waits for a refresh, also for one that others have begun.
     *
     * <p>That the issuer has no key of this name is only said when it is known (attack row K14): by a set that was fetched for this very
     * token, or one that was fetched longer after the token was made than clocks may differ. When the token was made is a stranger's
     * word. A lie gains nothing: an early time gets "no" from the set at hand, a late one at most a fetch within the budget.
     *
     * @param issuedAgo for how many milliseconds the token has been there for certain, by its own word; negative if it may be newer
     *     than now
     * @throws KeySourceException if there is no set that may serve, or it could not be found out whether the issuer has the key
     */
    public KeyAnswer await(@Nullable String kid, long issuedAgo) {
        int seen = source.attempts();
        long issuedAt = millis.getAsLong() - issuedAgo;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KeyLifetimes.WAIT);
        boolean again = true;
        while (true) {
            KeyAnswer known = known(kid, issuedAt, seen);
            RefreshLimit.Need need = need(known);
            if (known == KeyAnswer.Problem.UNKNOWN && kid != null && absent.contains(kid)) {
                return known;
            }
            int before = source.attempts();
            Waited waited = awaitRefresh(need, deadline);
            KeyAnswer answer = known(kid, issuedAt, seen);
            if (waited == Waited.TURNED_AWAY && !(answer instanceof VerificationKey)) {
                throw unavailable("as many requests as may already wait for its keys", Duration.ofSeconds(1));
            }
            if (answer == KeyAnswer.Problem.UNKNOWN && kid != null && source.attempts() > seen && !source.isFailing()) {
                absent.add(kid);
            }
            if (answer != KeyAnswer.Problem.NOT_IN_SET && answer != KeyAnswer.Problem.NO_SET) {
                return answer;
            }
            boolean joinedTooEarly = waited == Waited.TO_ITS_END && source.attempts() == before && !source.isFailing();
            if (!joinedTooEarly || !again) {
                throw unavailable(reason(answer), untilOpen(need));
            }
            again = false;
        }
    }

    /** What is known: a key, why there is none, NO_SET, or NOT_IN_SET as long as that says nothing yet about this token. */
    private KeyAnswer known(@Nullable String kid, long issuedAt, int seen) {
        long now = millis.getAsLong();
        IssuerKeySource.Dated good = serving(now);
        KeyAnswer answer =
                good == null ? KeyAnswer.Problem.UNKNOWN : good.keys().find(kid);
        if (answer != KeyAnswer.Problem.UNKNOWN) {
            return answer;
        }
        KeyAnswer named = problemInDocument(kid, now);
        if (named != KeyAnswer.Problem.UNKNOWN) {
            return named;
        }
        if (good == null) {
            return KeyAnswer.Problem.NO_SET;
        }
        boolean settled = good.attempt() > seen || good.askedAt() >= issuedAt;
        return settled ? KeyAnswer.Problem.UNKNOWN : KeyAnswer.Problem.NOT_IN_SET;
    }

    /** A key that is not there may cost what strangers may spend; a set that is too old or could not be had, all that there is. */
    private RefreshLimit.Need need(KeyAnswer known) {
        boolean lacking = known == KeyAnswer.Problem.UNKNOWN || known == KeyAnswer.Problem.NOT_IN_SET;
        boolean due = source.isFailing() || source.cachedUntil() <= millis.getAsLong();
        return lacking && !due ? RefreshLimit.Need.UNKNOWN_KEY : RefreshLimit.Need.SET;
    }

    private String reason(KeyAnswer answer) {
        String usual = answer == KeyAnswer.Problem.NO_SET
                ? "it has not answered yet"
                : "the token names a key that it did not have lately, and it may not be asked again yet";
        return source.failure().orElse(usual);
    }

    private Duration untilOpen(RefreshLimit.Need need) {
        long now = millis.getAsLong();
        return Duration.ofMillis(Math.max(1, source.opensAt(now, need) - now));
    }

    private KeySourceException unavailable(String why, Duration retryAfter) {
        String message = "No usable key set of " + issuer + ": " + why;
        int tokens = unjudged.count(millis.getAsLong());
        if (tokens > 0) {
            log.warn("{}. {} token(s) could not be judged for it since the last such line", message, tokens);
        }
        return new KeySourceException(message, retryAfter);
    }

    /** What became of waiting for a refresh. */
    private enum Waited {
        /** There is none, and none may begin. */
        NOT,
        /** As many wait as may. */
        TURNED_AWAY,
        /** It has ended, well or not. */
        TO_ITS_END,
        /** It had not ended when the time was over. */
        TIMED_OUT
    }

    /** Joins the refresh that is going on, or starts one. */
    private Waited awaitRefresh(RefreshLimit.Need need, long deadline) {
        if (!mayAsk(millis.getAsLong(), need)) {
            return Waited.NOT;
        }
        KeyWaits.Permit permit = waits.enter(source.good() != null);
        if (permit == null) {
            return Waited.TURNED_AWAY;
        }
        try (permit) {
            CompletableFuture<@Nullable Void> going = begin(need);
            going.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return Waited.TO_ITS_END;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Waited.TIMED_OUT;
        } catch (TimeoutException | ExecutionException e) {
            return Waited.TIMED_OUT;
        }
    }

    /** The refresh that is going on, or a new one; none if another took what was left of the budget. */
    private CompletableFuture<@Nullable Void> begin(RefreshLimit.Need need) {
        CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> going = refresh.compareAndExchange(null, begun);
        if (going != null) {
            return going;
        }
        long now = millis.getAsLong();
        if (source.opensAt(now, need) <= now) {
            return start(begun);
        }
        end(begun);
        return begun;
    }

    /** Starts the refresh. It ends whatever becomes of it, also when this JVM can make no thread, or none could ever begin again. */
    private CompletableFuture<@Nullable Void> start(CompletableFuture<@Nullable Void> mine) {
        boolean started = false;
        try {
            threads.execute(() -> {
                try {
                    source.refresh(millis.getAsLong());
                } finally {
                    end(mine);
                }
            });
            started = true;
        } catch (RejectedExecutionException closed) {
            // The verifier is closed: the set at hand serves as long as it may.
        } finally {
            if (!started) {
                end(mine);
            }
        }
        return mine;
    }

    private void end(CompletableFuture<@Nullable Void> mine) {
        refresh.set(null);
        mine.complete(null);
    }

    /** How the key set is at one moment. */
    public record State(String issuer, Optional<Duration> age, int usableKeys, Optional<String> lastFailure)
            implements Workspace.KeyState {}

    public Workspace.KeyState state() {
        IssuerKeySource.Dated good = source.good();
        long now = millis.getAsLong();
        if (good == null || !lifetimes.serves(good.askedAt(), now)) {
            return new State(issuer, Optional.empty(), 0, source.failure());
        }
        Duration age = Duration.ofMillis(Math.max(0, now - good.askedAt()));
        return new State(issuer, Optional.of(age), good.keys().usable().size(), source.failure());
    }
}
