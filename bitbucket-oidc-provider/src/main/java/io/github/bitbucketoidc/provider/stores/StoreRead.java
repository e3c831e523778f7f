package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.store.Secret;
import io.github.bitbucketoidc.store.SecretId;
import io.github.bitbucketoidc.store.SecretRequest;
import io.github.bitbucketoidc.store.SecretStoreException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One read of one store, on a thread of its own unless the store waits for nothing, so that a store that hangs holds no request past its
 * deadline. It ends in
 * one of two ways, decided once: its outcome is taken, or it was abandoned, and then the leases that it was given are revoked. The store's
 * breaker hears of it once, too: by its outcome, or when the deadline passed, or that nobody waited.
 */
public final class StoreRead {

    /** What it says about the store. */
    private enum Verdict {
        /** The store answered, if only with a refusal. */
        ANSWERED,
        /** The store as a whole did not answer. */
        FAILED,
        /** Something is wrong with what was asked for, and it says nothing about the rest (attack row D10). */
        SAYS_NOTHING
    }

    /** What came of it: secrets or a failure. */
    private record Outcome(
            Map<SecretId, Secret> secrets, @Nullable ReleaseFailure failure, Verdict verdict) {}

    private static final Outcome ABANDONED = new Outcome(Map.of(), null, Verdict.SAYS_NOTHING);

    private final OpenStore store;
    private final SecretRequest request;
    private final BlockingQueue<StoreRead> finished;
    private final LateAnswers leases;
    private final StoreWatch watch;
    private final CircuitBreaker.Permission permission;
    private final boolean waitsForNothing;
    private final long startedNanos = System.nanoTime();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();
    private final AtomicBoolean permitClaimed = new AtomicBoolean();
    private final FutureTask<@Nullable Void> task;

    /** After {@link OpenStore#admit()} and {@link OpenStore#acquirePermit()}. */
    public StoreRead(
            OpenStore store,
            SecretRequest request,
            BlockingQueue<StoreRead> finished,
            LateAnswers leases,
            StoreWatch watch,
            CircuitBreaker.Permission permission) {
        this.watch = watch;
        this.permission = permission;
        this.store = store;
        this.waitsForNothing = store.readsFromMemory();
        this.request = request;
        this.finished = finished;
        this.leases = leases;
        this.task = new FutureTask<>(this::run, null) {
            @Override
            protected void done() {
                // abandoned before a thread was found: nobody else would release the permit
                if (permitClaimed.compareAndSet(false, true)) {
                    StoreRead.this.store.releasePermit();
                }
            }
        };
    }

    public OpenStore store() {
        return store;
    }

    /** Whether it may be run on the request's own thread. */
    public boolean waitsForNothing() {
        return waitsForNothing;
    }

    /** To be run on another thread, unless it {@link #waitsForNothing()}. */
    public Runnable task() {
        return task;
    }

    /** What was read. Asked for once, after this read was in the queue of finished ones. */
    public Map<SecretId, Secret> secrets() {
        Outcome known = outcome.get();
        if (known == null) {
            throw new IllegalStateException("not finished");
        }
        if (known.failure() != null) {
            throw known.failure();
        }
        return known.secrets();
    }

    /** The deadline has passed: that is a failure of the store, if it has not ended. */
    public void tooLate() {
        if (judged.compareAndSet(false, true)) {
            store.failed(permission, startedNanos);
            watch.failed(store, Release.FailureCode.DEADLINE_EXCEEDED, duration());
        }
    }

    /** Nobody wants the outcome any more: interrupts the read, and has its leases revoked now or when it ends. */
    public void abandon() {
        Outcome known = outcome.getAndSet(ABANDONED);
        if (known != null) {
            leases.revokeLeases(store, known.secrets(), request.caller());
        }
        if (judged.compareAndSet(false, true)) {
            store.undecided(permission);
        }
        task.cancel(true);
    }

    private Duration duration() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private void run() {
        if (!permitClaimed.compareAndSet(false, true)) {
            return;
        }
        try {
            Outcome reached = read();
            judge(reached);
            if (!outcome.compareAndSet(null, reached)) {
                leases.revokeLeases(store, reached.secrets(), request.caller());
            }
        } finally {
            store.releasePermit();
            finished.add(this);
        }
    }

    private void judge(Outcome reached) {
        if (!judged.compareAndSet(false, true)) {
            return;
        }
        switch (reached.verdict()) {
            case ANSWERED -> store.succeeded(permission);
            case FAILED -> store.failed(permission, startedNanos);
            case SAYS_NOTHING -> store.undecided(permission);
        }
        if (reached.failure() == null) {
            watch.read(store, reached.secrets().size(), duration());
        } else {
            watch.failed(store, reached.failure().code(), duration());
        }
    }

    private Outcome read() {
        try {
            return check(store.store().read(request));
        } catch (SecretStoreException failure) {
            // what is wrong with one secret, or with what the provider may read, is no reason not to ask for the others
            Verdict verdict = failure.kind() != SecretStoreException.Kind.UNAVAILABLE
                    ? Verdict.ANSWERED
                    : failure.isAboutStore() ? Verdict.FAILED : Verdict.SAYS_NOTHING;
            return new Outcome(Map.of(), translate(failure), verdict);
        } catch (Throwable defect) {
            return new Outcome(
                    Map.of(),
                    failure(Release.FailureCode.STORE_UNAVAILABLE, "failed with " + SafeTrace.of(defect)),
                    Verdict.FAILED);
        }
    }

    private ReleaseFailure translate(SecretStoreException failure) {
        Release.FailureCode code = switch (failure.kind()) {
            case UNAVAILABLE, DENIED -> Release.FailureCode.STORE_UNAVAILABLE;
            case MISCONFIGURED, MALFORMED -> Release.FailureCode.SECRET_MALFORMED;
        };
        String detail =
                "store " + store + ": " + failure.getMessage() + (failure.ids().isEmpty() ? "" : " " + failure.ids());
        return new ReleaseFailure(code, detail, failure.retryAfter().orElse(null));
    }

    /** A store is somebody else's code: what it hands over is held against its contract before it counts. */
    private Outcome check(@Nullable Map<SecretId, @Nullable Secret> answer) {
        if (answer == null) {
            return new Outcome(
                    Map.of(), failure(Release.FailureCode.SECRET_MALFORMED, "answered null"), Verdict.ANSWERED);
        }
        Map<SecretId, Secret> secrets = new LinkedHashMap<>();
        boolean broken = false;
        for (Map.Entry<SecretId, @Nullable Secret> entry : answer.entrySet()) {
            Secret secret = entry.getValue();
            broken |= secret == null || !request.ids().contains(entry.getKey());
            if (secret != null) {
                secrets.put(entry.getKey(), secret); // also of a broken answer: its leases are revoked
            }
        }
        return new Outcome(
                Collections.unmodifiableMap(secrets),
                broken
                        ? failure(Release.FailureCode.SECRET_MALFORMED, "answered null, or what was not asked for")
                        : null,
                Verdict.ANSWERED);
    }

    private ReleaseFailure failure(Release.FailureCode code, String detail) {
        return new ReleaseFailure(code, "store " + store + " " + detail);
    }
}
