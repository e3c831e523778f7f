package io.github.bitbucketoidc.core.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.UUID;
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
        return settings.expireAfter(Expiry.<Key, Entry>creating((key, entry) -> entry.life()))
                .executor(Runnable::run)
                .build();
    }
}
