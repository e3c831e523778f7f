package io.github.bitbucketoidc.core.provider;

import io.github.bitbucketoidc.core.policy.PolicySource;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source again and again whether it has changed, on one daemon thread named {@code bitbucket-oidc-policy}. */
final class PolicyWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SecretProvider.class);

    private final PolicySource source;
    private final Consumer<PolicySource> reload;
    private final ScheduledExecutorService thread;
    private boolean failing;

    PolicyWatch(PolicySource source, Duration interval, Consumer<PolicySource> reload) {
        this.source = source;
        this.reload = reload;
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
