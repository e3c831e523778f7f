package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.lease.LeaseRegistry;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import io.github.bitbucketoidc.provider.record.AuditLogs;
import io.github.bitbucketoidc.provider.record.Listeners;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.release.StepLease;
import io.github.bitbucketoidc.provider.request.Incoming;
import io.github.bitbucketoidc.provider.request.PolicyInUse;
import io.github.bitbucketoidc.provider.request.PolicyVersion;
import io.github.bitbucketoidc.provider.request.Recorder;
import io.github.bitbucketoidc.provider.request.RequestPipeline;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.stores.ReadThreads;
import io.github.bitbucketoidc.provider.stores.StoreReads;
import io.github.bitbucketoidc.provider.stores.StoreWatch;
import io.github.bitbucketoidc.provider.tokens.Revocations;
import io.github.bitbucketoidc.store.StoreConfigException;
import io.github.bitbucketoidc.store.StoreHealth;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * From a step's token to its secrets: verifies it, decides by the policy, reads every store that is needed at the same time,
 * checks what would leave, and records exactly one audit event per request. All or nothing. Thread-safe; close it to close
 * its stores and end its threads.
 *
 * <pre>{@code
 * try (SecretProvider provider = SecretProvider.open(Path.of("policy.yaml"))) {
 *     Release release = provider.release(token, Origin.local());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SecretProvider implements AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;

    private final Clock clock;
    private final Listeners listeners;
    private final Revocations revocations;
    private final LeaseRegistry leases;
    private final Recorder recorder;
    private final PolicyInUse policy;
    private final RequestPipeline pipeline;
    private final @Nullable ExecutorService ownThreads;
    private final VersionLoader loader;
    private final PolicyFile.Source source;
    private final @Nullable PolicyWatch watch;
    private final Object loading = new Object();
    private volatile Optional<String> problem = Optional.empty();

    SecretProvider(ProviderSettings settings) {
        this.clock = settings.clock();
        this.listeners = new Listeners(settings.listeners());
        this.loader = new VersionLoader(settings, listeners);
        this.source = settings.source();
        PolicyFile.Source watched = settings.watched();
        Instant began = clock.instant();
        this.revocations = settings.openRevocations();
        try {
            if (!settings.earlierTokensAdmitted()) {
                settings.replayGuard().begin(began);
            }
            this.policy = new PolicyInUse(loader.load(watched == null ? source : watched, null));
        } catch (Throwable refused) {
            revocations.close(); // so that nothing is left open
            throw refused;
        }
        this.ownThreads = settings.executor == null ? ReadThreads.create() : null;
        Executor executor = ownThreads == null ? Objects.requireNonNull(settings.executor) : ownThreads;
        this.leases = new LeaseRegistry(executor, clock);
        this.recorder = new Recorder(new AuditLogs(settings.auditLogs()), listeners, settings.monotonicClock());
        this.pipeline = new RequestPipeline(
                clock,
                policy,
                revocations,
                settings.replayGuard(),
                new StoreReads(executor, leases.revoker(), new StoreWatch(listeners, settings.slowStoreAfter())),
                leases,
                settings.encoder,
                recorder,
                settings.explained);
        this.watch = watched == null
                ? null
                : new PolicyWatch(
                        watched, settings.watchEvery(), this::reload, () -> problem, settings.monotonicClock());
    }

    /**
     * Opens a provider with every default; see {@link SecretProviderBuilder}. The file is watched.
     *
     * @param policyFile the policy file
     * @return an open provider
     * @throws PolicyException if the file is refused, with everything that is wrong with it
     */
    public static SecretProvider open(Path policyFile) {
        return builder().policyFile(policyFile).build();
    }

    /**
     * Begins a provider.
     *
     * @return a builder
     */
    public static SecretProviderBuilder builder() {
        return new SecretProviderBuilder();
    }

    /**
     * Answers a token. Blocks while keys are fetched, stores are read and the audit event is written.
     *
     * @param token what the step sent, without a scheme; any text
     * @param origin where it came from
     * @return what came of it; never {@link Release.Malformed}
     */
    public Release release(String token, Origin origin) {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(origin, "origin");
        return pipeline.answer(Incoming.ofApplication(token, origin)).release();
    }

    /** The way of every request, for the endpoint. */
    RequestPipeline pipeline() {
        return pipeline;
    }

    /**
     * Reads the policy again, whole or not at all: requests under way end by the version they began with, stores whose
     * settings did not change stay open, keys are not fetched again, and a replaced store closes after its last request. What is
     * refused is tried again every 30 seconds as long as the policy is watched.
     *
     * @throws PolicyException if the policy is refused: the last good one stays in use, and {@link #health()} says so
     * @throws IllegalStateException if the provider is closed
     */
    public void reload() {
        reload(source);
    }

    private void reload(PolicyFile.Source from) {
        synchronized (loading) {
            PolicyVersion previous =
                    policy.peek().orElseThrow(() -> new IllegalStateException("this provider is closed"));
            PolicyVersion next;
            try {
                next = loader.load(from, previous);
            } catch (Throwable refused) {
                refused(refused, previous.policy().digest());
                throw refused;
            }
            PolicyInUse.Use replaced = policy.replace(next);
            try {
                problem = Optional.empty();
                String digest = next.policy().digest();
                log.info("policy {} is in use now", digest);
                listeners.tell(listener -> listener.policyTaken(new ListenerFacts.PolicyTaken(digest)));
            } finally {
                replaced.close();
            }
        }
    }

    private void refused(Throwable refused, String inUse) {
        Optional<String> before = problem;
        String reason = refused instanceof PolicyException || refused instanceof StoreConfigException
                ? String.valueOf(refused.getMessage())
                : SafeTrace.of(refused);
        problem = Optional.of(reason);
        if (before.equals(problem)) {
            log.debug("the policy was not taken again");
        } else {
            log.error("the policy was not taken, policy {} stays in use: {}", inUse, reason);
        }
        listeners.tell(listener -> listener.policyRefused(new ListenerFacts.PolicyRefused(inUse)));
    }

    /**
     * How the provider is, without asking anybody.
     *
     * @return the state at this moment
     */
    public ProviderHealth health() {
        AuditLog.Health audit = recorder.health();
        try (PolicyInUse.Use use = policy.use()) {
            return use.ifOpen()
                    .<ProviderHealth>map(version -> health(version, audit))
                    .orElseGet(() -> new HealthFacts(
                            "",
                            Optional.of("the provider is closed"),
                            Map.of(),
                            Map.of(),
                            List.of(),
                            listeners.dropped(),
                            audit,
                            false));
        }
    }

    private ProviderHealth health(PolicyVersion version, AuditLog.Health audit) {
        Map<String, StoreHealth> stores = new TreeMap<>();
        version.stores()
                .forEach((name, store) -> stores.put(name, store.resource().health()));
        return new HealthFacts(
                version.policy().digest(),
                problem,
                version.verifier().keyStates(),
                stores,
                version.policy().overdue(clock.instant()),
                listeners.dropped(),
                audit,
                !audit.failing());
    }

    /**
     * How long a request may take by the policy in use: what a server that stops should wait for those under way.
     *
     * @return the time; zero once the provider is closed
     */
    public Duration deadline() {
        try (PolicyInUse.Use use = policy.use()) {
            return use.ifOpen()
                    .map(version -> version.policy().settings().deadline())
                    .orElse(Duration.ZERO);
        }
    }

    /**
     * Says that a step has ended: every lease that was made for it is revoked at its store, with retries. The method waits
     * for none of them; {@link #leases()} shows what is left. A step that has no lease is no error.
     *
     * @param workspace the workspace's UUID
     * @param step the step's UUID
     */
    public void stepEnded(UUID workspace, UUID step) {
        leases.stepEnded(new LeaseRegistry.Step(
                Objects.requireNonNull(workspace, "workspace"), Objects.requireNonNull(step, "step")));
    }

    /**
     * The leases that were made for steps and are not known to be over. One in state {@link StepLease.State#LEFT} should be
     * over, and its store has not ended it: it is asked again, with growing pauses, until an hour after the lease ends by
     * itself.
     *
     * @return a copy, in no order
     */
    public List<StepLease> leases() {
        return leases.list();
    }

    /**
     * Stops answering: requests that come later get 503, those under way end first, and then the stores close. What audit logs and listeners
     * still wait for is told to them, for a second at most. A second call does nothing.
     */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        synchronized (loading) {
            policy.close();
            leases.close();
            if (ownThreads != null) {
                ownThreads.shutdown();
            }
        }
        revocations.close();
        pipeline.close();
    }
}
