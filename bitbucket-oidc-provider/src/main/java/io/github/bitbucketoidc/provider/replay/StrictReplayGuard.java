package io.github.bitbucketoidc.provider.replay;

import io.github.bitbucketoidc.provider.tokens.TokenMemory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the second use of a token, or one from another address, or one too soon after the first. Nothing is evicted: a forgotten token
 * could be replayed. Only verified tokens get here, so nobody but the issuer can fill it. Thread-safe: one use at a time.
 *
 * <p>A token is forgotten when the clock by which the verifier judges has passed the token's end, and by no other clock. That clock may be set
 * back: then tokens are accepted again of which this guard may have forgotten that they were used, so they are refused (attack row D12). So are
 * tokens that were issued before this guard began, for it cannot know whether they were used.
 */
final class StrictReplayGuard implements ReplayGuard {

    private static final String BEFORE_BEGIN =
            "the token was issued before this provider started, so it may have been used before; "
                    + "fix: run the step again";
    private static final String NO_SOURCE = "the address that the token came from is not known; "
            + "fix: let the proxies that you trust name the client";
    private static final String CLOCK_SET_BACK =
            "the clock was set back, and what was used of the tokens that ended in between is forgotten; "
                    + "fix: correct the clock, run the step again";

    private final Map<TokenMemory.Key, Known> tokens = new HashMap<>();
    private final PriorityQueue<Known> byEnd = new PriorityQueue<>(Comparator.comparing(Known::end));
    private final int capacity;
    private final @Nullable Duration window;
    private final boolean sameSourceIsFine;
    private final LongSupplier nanoTime;
    private Instant began = Instant.MIN;
    private Instant forgotten = Instant.MIN;

    /** What is known of a token. */
    private static final class Known {

        private final TokenMemory.Key key;
        private final Instant end;
        private final String source;
        private long uses;
        /** The use that counts; null when it was taken back. */
        private @Nullable String admitted;

        private long admittedNanos;

        Known(TokenMemory.Key key, Use use) {
            this.key = key;
            this.end = use.forgettable();
            this.source = use.source();
        }

        Instant end() {
            return end;
        }
    }

    private StrictReplayGuard(
            int capacity, @Nullable Duration window, boolean sameSourceIsFine, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.window = window;
        this.sameSourceIsFine = sameSourceIsFine;
        this.nanoTime = nanoTime;
    }

    static StrictReplayGuard once(int capacity) {
        return new StrictReplayGuard(capacity, null, false, System::nanoTime);
    }

    /** The time of the window is the monotonic clock's: a step of the wall clock opens nothing (attack row C9). */
    static StrictReplayGuard onceWithin(int capacity, Duration window, LongSupplier nanoTime) {
        return new StrictReplayGuard(capacity, window, false, nanoTime);
    }

    static StrictReplayGuard sameSource(int capacity) {
        return new StrictReplayGuard(capacity, null, true, System::nanoTime);
    }

    /** Of several providers with this guard the first one counts. */
    @Override
    public synchronized void begin(Instant now) {
        if (began.equals(Instant.MIN)) {
            // As exact as a token says when it was issued.
            began = now.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    @Override
    public synchronized Verdict admit(Use use) {
        if (sameSourceIsFine && use.source().isEmpty()) {
            return Verdict.refused(NO_SOURCE); // it cannot be bound to an address, nor compared with one
        }
        forgetEnded(use.at());
        TokenMemory.Key key = new TokenMemory.Key(use.issuer(), use.signatureDigest(), use.run());
        Known known = tokens.get(key);
        if (known == null) {
            if (use.issuedAt().isBefore(began)) {
                return Verdict.refused(BEFORE_BEGIN);
            }
            if (!use.forgettable().isAfter(forgotten)) {
                return Verdict.refused(CLOCK_SET_BACK);
            }
            if (tokens.size() >= capacity) {
                throw new IllegalStateException("the replay guard has no room for another token");
            }
            known = new Known(key, use);
            tokens.put(key, known);
            byEnd.add(known);
        }
        known.uses++;
        return Verdict.of(isAdmitted(known, use), known.uses);
    }

    private boolean isAdmitted(Known known, Use use) {
        if (sameSourceIsFine) {
            return known.source.equals(use.source());
        }
        long now = nanoTime.getAsLong();
        if (known.admitted != null && (window == null || now - known.admittedNanos < window.toNanos())) {
            return false;
        }
        known.admitted = use.id();
        known.admittedNanos = now;
        return true;
    }

    private void forgetEnded(Instant now) {
        for (Known first = byEnd.peek(); first != null && !first.end.isAfter(now); first = byEnd.peek()) {
            byEnd.remove();
            tokens.remove(first.key);
            forgotten = first.end.isAfter(forgotten) ? first.end : forgotten;
        }
    }

    @Override
    public synchronized void forget(Use use) {
        Known known = tokens.get(new TokenMemory.Key(use.issuer(), use.signatureDigest(), use.run()));
        if (known != null && use.id().equals(known.admitted)) {
            known.admitted = null;
        }
    }
}
