package io.github.bitbucketoidc.provider.stores;

import io.github.bitbucketoidc.provider.Bench;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.AuditLog;
import io.github.bitbucketoidc.provider.endpoint.EndpointResponse;
import io.github.bitbucketoidc.provider.release.Release;
import io.github.bitbucketoidc.provider.replay.ReplayGuard;
import io.github.bitbucketoidc.provider.request.Answers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A provider whose parts can be broken and fixed while it runs, and whose clock for outages can be put forward. */
public final class Patient implements AutoCloseable {

    public final Bench bench = new Bench().delivering("A: a:one", "B: b:one").settings("deadline: 2s");
    public final AtomicBoolean auditFails = new AtomicBoolean();
    public final AtomicBoolean otherAuditFails = new AtomicBoolean();
    public final AtomicBoolean guardFails = new AtomicBoolean();
    public final AtomicBoolean noThreads = new AtomicBoolean();
    public final AtomicBoolean interrupted = new AtomicBoolean();
    public final AtomicReference<Error> formFails = new AtomicReference<>();
    private final String token = bench.issuer.token();
    private final AtomicLong ahead = new AtomicLong();
    private final ExecutorService threads = ReadThreads.create();

    public Patient() {
        bench.a.text("one", "eins eins");
        bench.b.text("one", "zwei zwei");
        bench.encoder((release, origin) -> {
            Error defect = formFails.get();
            if (defect != null && release instanceof Release.Released) {
                throw defect;
            }
            return Answers.encode(release, origin);
        });
        bench.with(builder -> builder.auditLog(new Audit(auditFails, true))
                .auditLog(new Audit(otherAuditFails, false))
                .monotonicClock(() -> System.nanoTime() + ahead.get())
                .executor(task -> {
                    if (noThreads.get()) {
                        throw new RejectedExecutionException();
                    }
                    threads.execute(task);
                })
                .replayGuard(use -> {
                    if (guardFails.get()) {
                        throw new IllegalStateException("the cluster is gone");
                    }
                    return ReplayGuard.Verdict.of(true, 0);
                }));
    }

    private record Audit(AtomicBoolean fails, boolean mandatory) implements AuditLog {

        @Override
        public void record(AuditEvent event) {
            if (fails.get()) {
                throw new IllegalStateException("No space left on device");
            }
        }
    }

    /** Nothing that is said to happen later waits for it: keys age, and pauses end. */
    public void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /** A policy that is half written, or the good one again. */
    public void reload(boolean good) {
        bench.delivering("A: a:one", "B: b:one").settings("deadline: 2s");
        if (!good) {
            bench.and("grants: {\n");
        }
        try {
            bench.provider().reload();
        } catch (RuntimeException refused) {
            if (good) {
                throw refused;
            }
        }
    }

    /** The status, as a caller sees it, and how many variables go with it. */
    public Answer ask() {
        bench.events.clear();
        try {
            if (interrupted.get()) {
                Thread.currentThread().interrupt();
            }
            EndpointResponse response = bench.send(token);
            String body = new String(response.body(), StandardCharsets.UTF_8);
            return new Answer(response.status(), response.status() == 200 ? body.split("\":\"", -1).length - 1 : 0);
        } finally {
            Thread.interrupted();
        }
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param variables how many it holds
     */
    public record Answer(int status, int variables) {

        public static final Answer ALL = new Answer(200, 2);
    }

    @Override
    public void close() {
        bench.close();
        threads.shutdownNow();
    }
}
