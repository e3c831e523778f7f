package io.github.bitbucketoidc.provider;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bitbucketoidc.core.libraries.LibraryVersions;
import io.github.bitbucketoidc.core.token.TokenVerifier;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import io.github.bitbucketoidc.provider.request.Answers;
import io.github.bitbucketoidc.provider.request.Encoder;
import io.github.bitbucketoidc.provider.stores.CachingSecretStore;
import io.github.bitbucketoidc.provider.stores.CircuitBreaker;
import io.github.bitbucketoidc.provider.tokens.Revocations;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SettingBounds;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What was said to the builder of a provider, with the defaults. Filled by one thread, then only read. */
final class ProviderSettings {

    private static final List<LibraryVersions.Library> LIBRARIES = List.of(new LibraryVersions.Library(
            "Caffeine", "com.github.ben-manes.caffeine", "caffeine", "3.0.0", Caffeine.class));

    private static final int MOST_READS = 1024;

    final List<AuditLog> auditLogs = new ArrayList<>();
    final List<ProviderListener> listeners = new ArrayList<>();
    final Map<String, SecretStore> given = new LinkedHashMap<>();

    PolicyFile.@Nullable Source source;

    PolicyFile.@Nullable Source watched;

    @Nullable
    SecretStores stores;

    @Nullable
    HttpClient httpClient;

    @Nullable
    Executor executor;

    @Nullable
    Duration cache;

    ReplayGuard replayGuard = ReplayGuards.counting();
    SettingBounds bounds = SettingBounds.none();
    boolean earlierTokensAdmitted;

    @Nullable
    Path revocations;

    Clock clock = Clock.systemUTC();
    LongSupplier monotonicClock = System::nanoTime;
    Duration watchEvery = Duration.ofSeconds(1);
    Duration slowStoreAfter = Duration.ofSeconds(1);
    int readsPerStore = 64;
    boolean explained;
    /** Replaced by tests only: what is answered when it fails. */
    Encoder encoder = Answers::encode;

    void check() {
        LibraryVersions.check(LIBRARIES);
        if (readsPerStore < 1 || readsPerStore > MOST_READS) {
            throw new IllegalArgumentException("readsPerStore: must be from 1 to " + MOST_READS);
        }
        if (!watchEvery.isZero()
                && (watchEvery.compareTo(Duration.ofMillis(10)) < 0 || watchEvery.compareTo(Duration.ofHours(1)) > 0)) {
            throw new IllegalArgumentException("watchEvery: must be zero, or from 10 ms to 1 h, was " + watchEvery);
        }
        if (slowStoreAfter.isNegative()) {
            throw new IllegalArgumentException("slowStoreAfter: must not be negative, was " + slowStoreAfter);
        }
    }

    PolicyFile.@Nullable Source watched() {
        return watchEvery.isZero() ? null : watched;
    }

    Duration watchEvery() {
        return watchEvery;
    }

    PolicyFile.Source source() {
        if (source == null) {
            throw new IllegalStateException("policyFile, policySource or policy: one is needed");
        }
        return source;
    }

    SecretStores stores() {
        return stores == null ? SecretStores.discover() : stores;
    }

    SettingBounds bounds() {
        return bounds;
    }

    Map<String, SecretStore> given() {
        return given;
    }

    SecretStore decorate(SecretStore store) {
        return cache == null ? store : CachingSecretStore.of(store, cache, CachingSecretStore.USUAL_SIZE);
    }

    TokenVerifier.Builder applyKeySettings(TokenVerifier.Builder verifier) {
        verifier.monotonicClock(monotonicClock);
        return httpClient == null ? verifier : verifier.httpClient(httpClient);
    }

    CircuitBreaker breaker() {
        return new CircuitBreaker(monotonicClock);
    }

    LongSupplier monotonicClock() {
        return monotonicClock;
    }

    Clock clock() {
        return clock;
    }

    List<AuditLog> auditLogs() {
        return auditLogs.isEmpty() ? List.of(AuditLog.slf4j()) : auditLogs;
    }

    List<ProviderListener> listeners() {
        return listeners;
    }

    Duration slowStoreAfter() {
        return slowStoreAfter;
    }

    ReplayGuard replayGuard() {
        return replayGuard;
    }

    boolean earlierTokensAdmitted() {
        return earlierTokensAdmitted;
    }

    Revocations openRevocations() {
        return revocations == null ? Revocations.none() : Revocations.watching(revocations);
    }
}
