package io.github.bitbucketoidc.provider.lease;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short tasks later, on one daemon thread named {@code bitbucket-oidc-leases} that is there only while it has any. */
public final class LeaseTimer implements AutoCloseable {

    /** Longer waits are cut: whoever waits looks at the clock again then. It also keeps nanoseconds from overflowing. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final long IDLE_SECONDS = 30;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread named = new Thread(task, "bitbucket-oidc-leases");
        named.setDaemon(true);
        return named;
    });

    public LeaseTimer() {
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Runs a task when a time has passed, or {@link #LONGEST}; not at all after closing. */
    public void after(Duration delay, Runnable task) {
        Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        try {
            Future<?> unused = thread.schedule(task, Math.max(0, bounded.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // as documented
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
