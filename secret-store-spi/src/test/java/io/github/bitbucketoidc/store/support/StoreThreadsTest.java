package io.github.bitbucketoidc.store.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StoreThreadsTest {

    @Test
    void areNamedDaemons() throws Exception {
        ThreadPoolExecutor pool = StoreThreads.pool("test-worker-", 1, StoreThreads::runHere);
        ScheduledThreadPoolExecutor timer = StoreThreads.timer("test-timer-");
        try {
            Thread worker = pool.submit(Thread::currentThread).get();
            assertThat(worker.getName()).isEqualTo("test-worker-1");
            assertThat(worker.isDaemon()).isTrue();
            Thread later = timer.schedule(Thread::currentThread, 1, TimeUnit.MILLISECONDS)
                    .get();
            assertThat(later.getName()).isEqualTo("test-timer-1");
            assertThat(later.isDaemon()).isTrue();
        } finally {
            pool.shutdownNow();
            timer.shutdownNow();
        }
    }

    @Test
    void runACallHereWhenAllAreBusyAndNoneAfterTheEnd() throws InterruptedException {
        ThreadPoolExecutor pool = StoreThreads.pool("test-worker-", 1, StoreThreads::runHere);
        CountDownLatch busy = new CountDownLatch(1);
        AtomicReference<Thread> ran = new AtomicReference<>();
        try {
            pool.execute(() -> await(busy));
            pool.execute(() -> ran.set(Thread.currentThread()));
            assertThat(ran.get()).isSameAs(Thread.currentThread());
        } finally {
            busy.countDown();
            pool.shutdown();
        }
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(() -> {}));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
