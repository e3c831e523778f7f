package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClosingTest {

    @Test
    void waitsForTheEndOfWhatCloses() {
        AtomicBoolean closed = new AtomicBoolean();
        assertThat(Closing.inTime(() -> closed.set(true), Duration.ofMinutes(1)))
                .isTrue();
        assertThat(closed).isTrue();
    }

    @Test
    @Timeout(60)
    void waitsNoLongerThanItMayForWhatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(Closing.inTime(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException ended) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        Duration.ofMillis(50)))
                .isFalse();
        never.countDown();
    }
}
