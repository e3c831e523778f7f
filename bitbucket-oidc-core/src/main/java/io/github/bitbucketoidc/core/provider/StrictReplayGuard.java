package io.github.bitbucketoidc.core.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the second use of a token, or one from another address, or one too soon after the first. Nothing is evicted: a forgotten token
 * could be replayed. Only verified tokens get here, so nobody but the issuer can fill it.
 */
final class StrictReplayGuard implements ReplayGuard {

    private final Cache<TokenMemory.Key, TokenMemory.Entry> tokens;
    private final int room;
    private final @Nullable Duration window;
    private final boolean sameSourceIsFine;

    private StrictReplayGuard(int room, @Nullable Duration window, boolean sameSourceIsFine, Ticker ticker) {
        this.tokens = TokenMemory.create(Caffeine.newBuilder().ticker(ticker));
        this.room = room;
        this.window = window;
        this.sameSourceIsFine = sameSourceIsFine;
    }

    static StrictReplayGuard once(int room) {
        return new StrictReplayGuard(room, null, false, Ticker.systemTicker());
    }

    /** The time that counts is the monotonic clock's: a step of the wall clock opens nothing (attack row C9). */
    static StrictReplayGuard onceWithin(int room, Duration window, Ticker ticker) {
        return new StrictReplayGuard(room, window, false, ticker);
    }

    static StrictReplayGuard sameSource(int room) {
        return new StrictReplayGuard(room, null, true, Ticker.systemTicker());
    }

    @Override
    public Verdict admit(Use use) {
        TokenMemory.Key key = TokenMemory.Key.of(use);
        if (isFull() && tokens.getIfPresent(key) == null) {
            throw new IllegalStateException("the replay guard has no room for another token");
        }
        TokenMemory.Entry first = TokenMemory.Entry.first(use, window);
        TokenMemory.Entry entry = tokens.asMap().merge(key, first, (known, again) -> known.again());
        boolean admitted =
                entry.uses() == 1 || (sameSourceIsFine && entry.source().equals(use.source()));
        return new Verdict(admitted, entry.uses());
    }

    private boolean isFull() {
        if (tokens.estimatedSize() < room) {
            return false;
        }
        tokens.cleanUp(); // counts what has expired too, until it is swept
        return tokens.estimatedSize() >= room;
    }

    @Override
    public void forget(Use use) {
        if (!sameSourceIsFine) {
            tokens.invalidate(TokenMemory.Key.of(use));
        }
    }
}
