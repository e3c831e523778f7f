package io.github.bitbucketoidc.provider.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bitbucketoidc.provider.tokens.TokenMemory;

/** Admits everything and counts; forgetting a count early hurts nobody. */
final class CountingReplayGuard implements ReplayGuard {

    private final Cache<TokenMemory.Key, TokenMemory.Entry> tokens;

    CountingReplayGuard(int capacity) {
        this.tokens = TokenMemory.create(Caffeine.newBuilder().maximumSize(capacity));
    }

    @Override
    public Verdict admit(Use use) {
        TokenMemory.Entry entry = tokens.asMap()
                .merge(
                        new TokenMemory.Key(use.issuer(), use.signatureDigest(), use.run()),
                        TokenMemory.Entry.first(use.at(), use.forgettable()),
                        (known, first) -> known.usedAgain());
        return Verdict.of(true, entry.uses());
    }

    /** How many tokens it remembers, for tests. */
    long size() {
        tokens.cleanUp();
        return tokens.estimatedSize();
    }
}
