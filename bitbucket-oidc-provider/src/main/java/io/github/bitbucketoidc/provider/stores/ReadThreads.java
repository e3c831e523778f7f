package io.github.bitbucketoidc.provider.stores;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that read stores: daemons named {@code bitbucket-oidc-store-n}, made when needed and gone after half a minute
 * without work. There is no queue, so a hanging store delays no other; how many there can be is bounded by the bulkhead of
 * each store.
 */
public final class ReadThreads {

    private static final long IDLE_SECONDS = 30;

    private ReadThreads() {}

    public static ExecutorService create() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "bitbucket-oidc-store-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
