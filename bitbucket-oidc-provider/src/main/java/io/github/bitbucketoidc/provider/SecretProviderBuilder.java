package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.listener.ProviderListener;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.replay.ReplayGuards;
import io.github.bitbucketoidc.provider.request.Encoder;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.stores.CachingSecretStore;
import io.github.bitbucketoidc.store.SecretStore;
import io.github.bitbucketoidc.store.SecretStores;
import io.github.bitbucketoidc.store.SettingBounds;
import io.github.bitbucketoidc.store.StoreConfigException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Builds a {@link SecretProvider}. A policy is needed, from a file, from a source or made in code; everything else has a default: the
 * system's clock, stores found by {@link java.util.ServiceLoader}, an HTTP client of the JDK's for keys, audit events to
 * {@link AuditLog#slf4j()}, threads of its own, tokens that are shown again are counted, at most 64 reads of one store at a time, no listener, no cache, no explanations. Not
 * thread-safe.
 *
 * <pre>{@code
 * SecretProvider provider = SecretProvider.builder()
 *         .policySource(PolicyFile.Source.watching(Path.of("policy.yaml")))
 *         .replayGuard(ReplayGuards.onceWithin(Duration.ofSeconds(60)))
 *         .auditLog(FileAuditLog.builder(Path.of("audit.jsonl")).fsync().build())
 *         .cacheSecrets(Duration.ofSeconds(30))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SecretProviderBuilder {

    private final ProviderSettings settings = new ProviderSettings();

    SecretProviderBuilder() {}

    /**
     * Takes the policy from a file. The file is watched: a change is taken when it has held still for half a second, see
     * {@link PolicyFile.Source#watching}. {@link SecretProvider#reload()} reads it at once.
     *
     * @param file the policy file
     * @return this
     */
    public SecretProviderBuilder policyFile(Path file) {
        return policySource(PolicyFile.Source.watching(Objects.requireNonNull(file, "file")));
    }

    /**
     * Takes the policy from a source of your own, which is asked about once a second whether it has changed.
     *
     * @param newSource the source
     * @return this
     */
    public SecretProviderBuilder policySource(PolicyFile.Source newSource) {
        settings.source = Objects.requireNonNull(newSource, "newSource");
        settings.watched = newSource;
        return this;
    }

    /**
     * Sets how often a file or a source is asked whether it has changed.
     *
     * @param interval from 10 milliseconds to one hour, one second by default; zero: never, so that only {@link
     *     SecretProvider#reload()} takes a change
     * @return this
     */
    public SecretProviderBuilder watchEvery(Duration interval) {
        settings.watchEvery = Objects.requireNonNull(interval, "interval");
        return this;
    }

    /**
     * Takes a policy that was made in code.
     *
     * @param policy the policy
     * @return this
     */
    public SecretProviderBuilder policy(Policy policy) {
        Objects.requireNonNull(policy, "policy");
        settings.source = opener -> policy;
        settings.watched = null;
        return this;
    }

    /**
     * Says which types of stores the policy may use.
     *
     * @param types the factories
     * @return this
     */
    public SecretProviderBuilder stores(SecretStores types) {
        settings.stores = Objects.requireNonNull(types, "types");
        return this;
    }

    /**
     * Bounds what the policy may point to: files and folders, environment variables, addresses of stores and issuers. What is
     * outside is a problem of the policy, at its line and column. Without bounds, who writes the policy can read any file that this
     * process can, and send it anywhere.
     *
     * @param allowed what the policy may point to
     * @return this
     */
    public SecretProviderBuilder bounds(SettingBounds allowed) {
        settings.bounds = Objects.requireNonNull(allowed, "allowed");
        return this;
    }

    /**
     * Hands over a store that is already open, under a name that the policy uses.
     *
     * @param name the store's name in the policy
     * @param store the store; it stays the caller's to close, after the provider
     * @return this
     */
    public SecretProviderBuilder store(String name, SecretStore store) {
        settings.given.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(store, "store"));
        return this;
    }

    /**
     * Replaces the clock by which tokens are in time, reviews are due and events are dated.
     *
     * @param newClock the clock
     * @return this
     */
    public SecretProviderBuilder clock(Clock newClock) {
        settings.clock = Objects.requireNonNull(newClock, "newClock");
        return this;
    }

    /**
     * Replaces the clock that ages keys and says when a store that failed is tried again, for tests that simulate an outage in
     * seconds.
     *
     * @param nanoseconds a source like {@link System#nanoTime()}: it never goes back
     * @return this
     */
    public SecretProviderBuilder monotonicClock(LongSupplier nanoseconds) {
        settings.monotonicClock = Objects.requireNonNull(nanoseconds, "nanoseconds");
        return this;
    }

    /**
     * Replaces the client that fetches keys.
     *
     * @param client a client that follows no redirects; it stays the caller's
     * @return this
     */
    public SecretProviderBuilder httpClient(HttpClient client) {
        settings.httpClient = Objects.requireNonNull(client, "client");
        return this;
    }

    /**
     * Adds an audit log. The first one that is added replaces the default.
     *
     * @param log where events go; it stays the caller's to close, after the provider
     * @return this
     */
    public SecretProviderBuilder auditLog(AuditLog log) {
        settings.auditLogs.add(Objects.requireNonNull(log, "log"));
        return this;
    }

    /**
     * Says what happens to a token that is shown again.
     *
     * @param guard one of {@link ReplayGuards}, or one of your own that several replicas share
     * @return this
     */
    public SecretProviderBuilder replayGuard(ReplayGuard guard) {
        settings.replayGuard = Objects.requireNonNull(guard, "guard");
        return this;
    }

    /**
     * Lets a strict replay guard admit tokens that were issued before this provider was built. By default {@link ReplayGuards#once()}, {@link
     * ReplayGuards#onceWithin} and {@link ReplayGuards#sameSource()} refuse them, because a provider that ran before may have seen them
     * (attack row D12). With this, a token that was used before a restart can be used once more after it.
     *
     * @return this
     */
    public SecretProviderBuilder admitEarlierTokens() {
        settings.earlierTokensAdmitted = true;
        return this;
    }

    /**
     * Names a file of what must get no secret any more: a line each, with {@code step}, {@code pipeline}, {@code repository} or {@code digest} and
     * an id. It is looked at every second, whatever state the policy is in. docs/operating.md shows one.
     *
     * @param file the file, which must be there when the provider is built
     * @return this
     */
    public SecretProviderBuilder revocationFile(Path file) {
        settings.revocations = Objects.requireNonNull(file, "file");
        return this;
    }

    /**
     * Adds a listener, for metrics.
     *
     * @param listener is told what happens, on a thread of its own
     * @return this
     */
    public SecretProviderBuilder listener(ProviderListener listener) {
        settings.listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets what listeners are told is slow.
     *
     * @param duration a read of a store that takes longer is {@linkplain ProviderListener#storeSlow told}; not negative, one second by
     *     default
     * @return this
     */
    public SecretProviderBuilder slowStoreAfter(Duration duration) {
        settings.slowStoreAfter = Objects.requireNonNull(duration, "duration");
        return this;
    }

    /**
     * Replaces the threads that read stores.
     *
     * @param newExecutor runs tasks on other threads, without a queue: a task that waits behind a hanging store would be
     *     late; it stays the caller's
     * @return this
     */
    public SecretProviderBuilder executor(Executor newExecutor) {
        settings.executor = Objects.requireNonNull(newExecutor, "newExecutor");
        return this;
    }

    /**
     * Sets how many reads of one store may be under way at a time. What is beyond is {@code overloaded}, at once: a store that
     * hangs takes neither every thread nor the answers that need only other stores.
     *
     * @param reads from 1 to 1024
     * @return this
     */
    public SecretProviderBuilder readsPerStore(int reads) {
        settings.readsPerStore = reads;
        return this;
    }

    /**
     * Caches the answers of shared stores for some seconds; see {@link CachingSecretStore}. Secrets are then in memory between
     * requests.
     *
     * @param timeToLive how long, from one millisecond to one hour
     * @return this
     */
    public SecretProviderBuilder cacheSecrets(Duration timeToLive) {
        settings.cache = Objects.requireNonNull(timeToLive, "timeToLive");
        return this;
    }

    /**
     * Puts the explanation of each decision into its audit event, predicate by predicate. It costs time, and the events grow.
     *
     * @return this
     */
    public SecretProviderBuilder explainDecisions() {
        settings.explained = true;
        return this;
    }

    /** For tests of what is answered when an answer cannot be written. */
    SecretProviderBuilder encoder(Encoder encoder) {
        settings.encoder = encoder;
        return this;
    }

    /**
     * Reads the policy and opens its stores. Neither keys nor secrets are fetched.
     *
     * @return the provider
     * @throws PolicyException if the policy file is refused, with everything that is wrong with it
     * @throws StoreConfigException if a store of a policy that was made in code is refused
     * @throws IllegalStateException if there is no policy
     * @throws IllegalArgumentException if a number is out of range
     * @throws java.io.UncheckedIOException if the revocation file cannot be read
     */
    public SecretProvider build() {
        settings.check();
        return new SecretProvider(settings);
    }
}
