package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReferenceCountedTest {

    private static final int STEPS = 12;

    /** Every order of joining and leaving: bit by bit, one for joining. */
    @Test
    void closesOnceWhenTheLastOwnerHasLeftInEveryOrder() {
        for (int order = 0; order < 1 << STEPS; order++) {
            AtomicInteger closings = new AtomicInteger();
            ReferenceCounted<String> counted = new ReferenceCounted<>("", closings::incrementAndGet);
            int owners = 1;
            for (int step = 0; step < STEPS; step++) {
                if ((order >> step & 1) == 1) {
                    assertThat(counted.retain()).isEqualTo(owners > 0);
                    owners += owners > 0 ? 1 : 0;
                } else if (owners > 0) {
                    counted.release();
                    owners--;
                }
                assertThat(closings).hasValue(owners == 0 ? 1 : 0);
            }
        }
    }

    @Test
    void isNeverJoinedAfterItWasClosedWhoeverIsFaster() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 2_000; i++) {
                AtomicInteger closings = new AtomicInteger();
                ReferenceCounted<String> counted = new ReferenceCounted<>("", closings::incrementAndGet);
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> leaving = threads.submit(() -> {
                    together.await();
                    counted.release();
                    return null;
                });
                Future<Boolean> joining = threads.submit(() -> {
                    together.await();
                    return counted.retain();
                });
                leaving.get(1, TimeUnit.MINUTES);
                boolean joined = joining.get(1, TimeUnit.MINUTES);
                assertThat(closings).hasValue(joined ? 0 : 1);
                if (joined) {
                    counted.release();
                    assertThat(closings).hasValue(1);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anOwnerWhoLeavesTwiceOpensNothingAgain() {
        AtomicInteger closings = new AtomicInteger();
        ReferenceCounted<String> counted = new ReferenceCounted<>("", closings::incrementAndGet);
        counted.release();

        assertThatThrownBy(counted::release).isInstanceOf(IllegalStateException.class);
        assertThat(counted.retain()).isFalse();
        assertThat(counted.retain()).isFalse();
        assertThat(closings).hasValue(1);
    }
}
