package io.github.bitbucketoidc.provider;

import io.github.bitbucketoidc.provider.log.RequestLog;
import io.github.bitbucketoidc.provider.log.SafeTrace;
import io.github.bitbucketoidc.provider.policy.file.PolicyFile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Asks a source again and again whether it has changed, on one daemon thread named {@code bitbucket-oidc-policy}. What was refused
 * is tried again every half minute, because its reason may have passed, and said again every minute.
 */
final class PolicyWatch implements AutoCloseable {

    private static final Logger log = RequestLog.PROVIDER;

    static final Duration TRIED_AGAIN = Duration.ofSeconds(30);
    static final Duration SAID_AGAIN = Duration.ofMinutes(1);

    private final PolicyFile.Source source;
    private final Consumer<PolicyFile.Source> reload;
    private final Supplier<Optional<String>> problem;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread;
    private boolean failing;
    private boolean refused;
    private long tried;
    private long said;

    /**
     * Begins to ask.
     *
     * @param problem why the last reload was refused, whoever asked for it; empty while the policy in use is the one on the disk
     */
    PolicyWatch(
            PolicyFile.Source source,
            Duration interval,
            Consumer<PolicyFile.Source> reload,
            Supplier<Optional<String>> problem,
            LongSupplier nanoTime) {
        this.source = source;
        this.reload = reload;
        this.problem = problem;
        this.nanoTime = nanoTime;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread named = new Thread(task, "bitbucket-oidc-policy");
            named.setDaemon(true);
            return named;
        });
        long nanos = interval.toNanos();
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        boolean changed = false;
        try {
            changed = source.hasChanged();
            failing = false;
        } catch (Throwable failure) {
            if (!failing) {
                log.error("the policy's source cannot say whether it has changed: {}", SafeTrace.of(failure));
            }
            failing = true; // said once, not every second
        }
        if (changed) {
            take();
        }
        Optional<String> reason = problem.get();
        long now = nanoTime.getAsLong();
        if (reason.isEmpty()) {
            refused = false;
        } else if (changed || !refused) {
            refused = true;
            tried = now;
            said = now;
        } else {
            again(reason.get(), now);
        }
    }

    private void again(String reason, long now) {
        if (now - tried >= TRIED_AGAIN.toNanos()) {
            tried = now;
            source.offerAgain();
            take();
        }
        if (now - said >= SAID_AGAIN.toNanos() && problem.get().isPresent()) {
            said = now;
            log.error(
                    "the policy in use is still not the one on the disk, which is tried again every 30 s: {}", reason);
        }
    }

    private void take() {
        try {
            reload.accept(source);
        } catch (Throwable refused) {
            // the provider has said why, and keeps the last good policy
            log.debug("a change was not taken: {}", refused.getClass().getName());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
