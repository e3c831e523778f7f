package io.github.bitbucketoidc.core.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is remembered of tokens, each until nobody accepts it any more. */
final class TokenMemory {

    /** Which token: one token has one spelling, so its signature's digest names it. */
    record Key(String issuer, String signatureDigest, UUID step) {

        static Key of(ReplayGuard.Use use) {
            return new Key(use.issuer(), use.signatureDigest(), use.step());
        }
    }

    /** What is known of it. */
    record Entry(String source, long uses, Duration life) {

        static Entry first(ReplayGuard.Use use) {
            return first(use, null);
        }

        /** Not longer than the longest life, if there is one. */
        static Entry first(ReplayGuard.Use use, @Nullable Duration longest) {
            Duration life = Duration.between(use.at(), use.forgettable());
            if (longest != null && life.compareTo(longest) > 0) {
                life = longest;
            }
            return new Entry(use.source(), 1, life.isNegative() ? Duration.ZERO : life);
        }

        Entry again() {
            return new Entry(source, uses + 1, life);
        }
    }

    private TokenMemory() {}

    /** Entries live for as long as they say when they are created; nothing prolongs it. */
    static Cache<Key, Entry> create(Caffeine<Object, Object> settings) {
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
