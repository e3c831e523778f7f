package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.audit.Origin;
import io.github.bitbucketoidc.provider.facts.ListenerFacts;
import io.github.bitbucketoidc.provider.lease.LeaseBook;
import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.policy.file.PolicySource;
import io.github.bitbucketoidc.provider.record.AuditDraft;
import io.github.bitbucketoidc.provider.record.AuditLogs;
import io.github.bitbucketoidc.provider.record.Listeners;
import io.github.bitbucketoidc.provider.record.Unproven;
import io.github.bitbucketoidc.provider.release.FailureCode;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.release.StepLease;
import io.github.bitbucketoidc.provider.rules.PolicyException;
import io.github.bitbucketoidc.provider.stores.ReleaseFailure;
import io.github.bitbucketoidc.provider.stores.Shared;
import io.github.bitbucketoidc.provider.stores.StoreReads;
import io.github.bitbucketoidc.provider.stores.StoreThreads;
import io.github.bitbucketoidc.provider.stores.StoreWatch;
import io.github.bitbucketoidc.provider.tokens.Revocations;
import io.github.bitbucketoidc.store.Deadline;
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
import java.util.function.Function;
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

    /** An overload of a moment passes in a moment. */
    private static final Duration OVERLOAD_WAIT = Duration.ofSeconds(1);

    private static final Duration CLOSED_WAIT = Duration.ofSeconds(1);

    private final Clock clock;
    private final Workings workings;
    private final @Nullable ExecutorService ownThreads;
    private final SnapshotLoader loader;
    private final PolicySource source;
    private final @Nullable PolicyWatch watch;
    private final Object loading = new Object();
    private volatile @Nullable Shared<Snapshot> current;
    private volatile Optional<String> problem = Optional.empty();

    SecretProvider(ProviderSettings settings) {
        this.clock = settings.clock();
        Listeners listeners = new Listeners(settings.listeners());
        this.loader = new SnapshotLoader(settings, listeners);
        this.source = settings.source();
        PolicySource watched = settings.watched();
        Instant began = clock.instant();
        Revocations revocations = settings.openRevocations();
        Snapshot first;
        try {
            if (!settings.earlierTokensAdmitted()) {
                settings.replayGuard().begin(began);
            }
            first = loader.load(watched == null ? source : watched, null);
        } catch (Throwable refused) {
            revocations.close(); // so that nothing is left open
            throw refused;
        }
        this.current = new Shared<>(first, first::close);
        this.ownThreads = settings.executor == null ? StoreThreads.create() : null;
        Executor executor = ownThreads == null ? Objects.requireNonNull(settings.executor) : ownThreads;
        LeaseBook leaseBook = new LeaseBook(executor, clock);
        AuditLogs auditLogs = new AuditLogs(settings.auditLogs());
        this.workings = new Workings(
                new StoreReads(executor, leaseBook.returns(), new StoreWatch(listeners, settings.slowStoreAfter())),
                leaseBook,
                revocations,
                new GuardCalls(settings.replayGuard()),
                new ClaimDrift(),
                auditLogs,
                new Unproven(auditLogs, listeners, settings.monotonicClock()),
                listeners,
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
        return answer(token, origin, Function.identity());
    }

    /**
     * Answers a token, and gives the answer its outer form before its audit event is recorded, so that the event tells what
     * is really answered: a form that cannot be made is an {@code internal_error}.
     *
     * @param token what the step sent, without a scheme; any text
     * @param origin where it came from
     * @param form makes the outer form, never null; called again with a failure if it throws, or if a mandatory audit log
     *     does not take the event
     * @param <T> the outer form
     * @return the outer form; when this method returns, the event is recorded
     */
    public <T> T answer(String token, Origin origin, Function<? super Release, ? extends T> form) {
        Objects.requireNonNull(token, "token");
        return run(origin, form, attempt -> attempt.release(token));
    }

    /**
     * Answers a request that carries no token, with its one audit event.
     *
     * @param code what was wrong with it
     * @param origin where it came from
     * @param form makes the outer form, as in {@link #answer}
     * @param <T> the outer form
     * @return the outer form; when this method returns, the event is recorded
     */
    public <T> T refuse(Release.Malformed.Code code, Origin origin, Function<? super Release, ? extends T> form) {
        Objects.requireNonNull(code, "code");
        return run(origin, form, attempt -> new Release.Malformed(code));
    }

    /**
     * Answers a request that is one too many, without looking at it: 503 {@code overloaded}, with its one audit event.
     *
     * @param detail why, for the operator
     * @param origin where it came from
     * @param form makes the outer form, as in {@link #answer}
     * @param <T> the outer form
     * @return the outer form; when this method returns, the event is recorded
     */
    public <T> T turnAway(String detail, Origin origin, Function<? super Release, ? extends T> form) {
        Objects.requireNonNull(detail, "detail");
        Release overloaded = Release.Failed.of(FailureCode.OVERLOADED, detail, OVERLOAD_WAIT);
        return run(origin, form, attempt -> overloaded);
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

    private void reload(PolicySource from) {
        synchronized (loading) {
            Shared<Snapshot> previous = current;
            if (previous == null) {
                throw new IllegalStateException("this provider is closed");
            }
            try {
                Snapshot next = loader.load(from, previous.resource());
                current = new Shared<>(next, next::close);
                problem = Optional.empty();
                log.info("policy {} is in use now", next.policy().digest());
                workings.listeners()
                        .tell(listener -> listener.policyTaken(
                                new ListenerFacts.PolicyTaken(next.policy().digest())));
            } catch (Throwable refused) {
                Optional<String> before = problem;
                String reason = refused instanceof PolicyException || refused instanceof StoreConfigException
                        ? String.valueOf(refused.getMessage())
                        : SafeTrace.of(refused);
                problem = Optional.of(reason);
                if (before.equals(problem)) {
                    log.debug("the policy was not taken again");
                } else {
                    log.error(
                            "the policy was not taken, policy {} stays in use: {}",
                            previous.resource().policy().digest(),
                            reason);
                }
                String inUse = previous.resource().policy().digest();
                workings.listeners().tell(listener -> listener.policyRefused(new ListenerFacts.PolicyRefused(inUse)));
                throw refused;
            }
            previous.leave();
        }
    }

    /**
     * How the provider is, without asking anybody.
     *
     * @return the state at this moment
     */
    public ProviderHealth health() {
        Shared<Snapshot> use = enter();
        if (use == null) {
            return new HealthFacts(
                    "",
                    Optional.of("the provider is closed"),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    workings.listeners().dropped(),
                    auditHealth(),
                    false);
        }
        try {
            Snapshot snapshot = use.resource();
            AuditLog.Health audit = auditHealth();
            Map<String, StoreHealth> stores = new TreeMap<>();
            snapshot.stores()
                    .forEach((name, store) -> stores.put(name, store.resource().health()));
            return new HealthFacts(
                    snapshot.policy().digest(),
                    problem,
                    snapshot.verifier().keyStates(),
                    stores,
                    snapshot.policy().overdue(clock.instant()),
                    workings.listeners().dropped(),
                    audit,
                    !audit.failing());
        } finally {
            use.leave();
        }
    }

    private AuditLog.Health auditHealth() {
        return workings.auditLogs().health(workings.unproven().counted());
    }

    /**
     * How long a request may take by the policy in use: what a server that stops should wait for those under way.
     *
     * @return the time; zero once the provider is closed
     */
    public Duration deadline() {
        Shared<Snapshot> use = enter();
        if (use == null) {
            return Duration.ZERO;
        }
        try {
            return use.resource().policy().settings().deadline();
        } finally {
            use.leave();
        }
    }

    /**
     * Says that a step has ended: every lease that was made for it is given back to its store, with retries. The method waits
     * for none of them; {@link #leases()} shows what is left. A step that has no lease is no error.
     *
     * @param workspace the workspace's UUID
     * @param step the step's UUID
     */
    public void stepEnded(UUID workspace, UUID step) {
        workings.leaseBook()
                .ended(new LeaseBook.Step(
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
        return workings.leaseBook().list();
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
            Shared<Snapshot> last = current;
            current = null;
            if (last != null) {
                last.leave();
            }
            workings.leaseBook().close();
            if (ownThreads != null) {
                ownThreads.shutdown();
            }
        }
        workings.revocations().close();
        workings.unproven().close();
        workings.replayGuard().close();
        workings.auditLogs().close();
        workings.listeners().close();
    }

    /** The version in use, joined; null after closing. */
    private @Nullable Shared<Snapshot> enter() {
        while (true) {
            Shared<Snapshot> use = current;
            if (use == null || use.join()) {
                return use;
            }
        }
    }

    private <T> T run(Origin origin, Function<? super Release, ? extends T> form, Function<Attempt, Release> way) {
        AuditDraft draft = new AuditDraft(clock.instant(), origin);
        Exchange<T> exchange = new Exchange<>(draft, workings, form);
        Shared<Snapshot> use = enter();
        if (use == null) {
            return exchange.end(SecretProvider::closed, () -> {}, Deadline.after(CLOSED_WAIT));
        }
        try {
            draft.policy(use.resource().policy().digest());
            Deadline deadline =
                    Deadline.after(use.resource().policy().settings().deadline());
            Attempt attempt = new Attempt(use.resource(), workings, draft, deadline);
            return exchange.end(() -> way.apply(attempt), attempt::giveBack, deadline);
        } finally {
            use.leave();
        }
    }

    private static Release closed() {
        return new ReleaseFailure(FailureCode.STORE_UNAVAILABLE, "the provider is closed").release();
    }
}
