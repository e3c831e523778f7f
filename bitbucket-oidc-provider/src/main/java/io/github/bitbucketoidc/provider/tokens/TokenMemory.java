package io.github.bitbucketoidc.provider.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What is counted of tokens, each until nobody accepts it any more, or until it is evicted: only a count is lost then. */
public final class TokenMemory {

    /** Which token: one token has one spelling, so its signature's digest names it. */
    public record Key(String issuer, String signatureDigest, String run) {}

    /** What is known of it. */
    public record Entry(long uses, Duration life) {

        /** Of a token that is used for the first time, and may be forgotten then. */
        public static Entry first(Instant at, Instant forgettable) {
            Duration life = Duration.between(at, forgettable);
            return new Entry(1, life.isNegative() ? Duration.ZERO : life);
        }

        /** Of a token that is used once more. */
        public Entry usedAgain() {
            return new Entry(uses + 1, life);
        }
    }

    private TokenMemory() {}

    /** Entries live for as long as they say when they are created; nothing prolongs it. */
    public static Cache<Key, Entry> create(Caffeine<Object, Object> settings) {
        return settings.expireAfter(new LifeOfEntry()).executor(Runnable::run).build();
    }

    /** As {@code Expiry.creating}, which Caffeine has since 3.2 only. */
    private static final class LifeOfEntry implements Expiry<Key, Entry> {

        @Override
        public long expireAfterCreate(Key key, Entry entry, long now) {
            return TimeUnit.NANOSECONDS.convert(entry.life()); // the longest possible, when it would not fit
        }

        @Override
        public long expireAfterUpdate(Key key, Entry entry, long now, long remaining) {
            return remaining;
        }

        @Override
        public long expireAfterRead(Key key, Entry entry, long now, long remaining) {
            return remaining;
        }
    }
}
