package io.github.bitbucketoidc.core.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Refuses the second use of a token, or one from another address. Nothing is evicted: a forgotten token could be replayed.
 * Only verified tokens get here, so nobody but the issuer can fill it.
 */
final class StrictReplayGuard implements ReplayGuard {

    private final Cache<TokenMemory.Key, TokenMemory.Entry> tokens;
    private final int room;
    private final boolean sameSourceIsFine;

    StrictReplayGuard(int room, boolean sameSourceIsFine) {
        this.tokens = TokenMemory.create(Caffeine.newBuilder());
        this.room = room;
        this.sameSourceIsFine = sameSourceIsFine;
    }

    @Override
    public Verdict admit(Use use) {
        TokenMemory.Key key = TokenMemory.Key.of(use);
        if (isFull() && tokens.getIfPresent(key) == null) {
            throw new IllegalStateException("the replay guard has no room for another token");
        }
        TokenMemory.Entry entry =
                tokens.asMap().merge(key, TokenMemory.Entry.first(use), (known, first) -> known.again());
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
