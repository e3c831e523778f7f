package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.provider.stores.CircuitBreaker.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitBreakerTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // nanoTime may overflow at any moment
    private final CircuitBreaker breaker = new CircuitBreaker(now::get);

    private Permission enter() {
        try {
            return breaker.acquirePermission();
        } catch (CircuitBreaker.Open open) {
            throw new AssertionError("open for " + open.retryAfter(), open);
        }
    }

    private Duration refusal() {
        return catchThrowableOfType(CircuitBreaker.Open.class, breaker::acquirePermission)
                .retryAfter();
    }

    private void open() {
        IntStream.range(0, CircuitBreaker.FAILURES).forEach(i -> breaker.failed(enter()));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void opensAfterFailuresInARowOnly() {
        for (int i = 0; i < 10 * CircuitBreaker.FAILURES; i++) {
            Permission permission = enter();
            if (i % CircuitBreaker.FAILURES == 0) {
                breaker.succeeded(permission);
            } else {
                assertThat(breaker.failed(permission)).isFalse();
            }
        }
        breaker.succeeded(enter());
        for (int i = 1; i <= CircuitBreaker.FAILURES; i++) {
            assertThat(breaker.failed(enter())).isEqualTo(i == CircuitBreaker.FAILURES);
        }
        assertThat(refusal()).isEqualTo(CircuitBreaker.FIRST_WAIT);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void allowsOneTrialAfterTheWaitAndClosesOnSuccess() {
        open();
        pass(CircuitBreaker.FIRST_WAIT);

        Permission one = enter();
        assertThat(one.isTrial()).isTrue();
        assertThat(refusal()).isPositive();
        assertThat(breaker.succeeded(one)).isTrue();
        assertThat(enter().isTrial()).isFalse();
        assertThat(enter().isTrial()).isFalse();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void trialsBeginTwoSecondsApartUntilOneSucceeds() {
        open();
        pass(CircuitBreaker.FIRST_WAIT);
        for (int i = 0; i < 10; i++) {
            assertThat(breaker.failed(enter())).isFalse();
            assertThat(refusal()).isEqualTo(CircuitBreaker.TRIAL_INTERVAL);
            pass(CircuitBreaker.TRIAL_INTERVAL);
        }
        breaker.succeeded(enter());
        open();
        assertThat(refusal()).isEqualTo(CircuitBreaker.FIRST_WAIT);
    }

    @Test
    void aTrialThatHangsDelaysTheNextOneByOneIntervalOnly() {
        open();
        pass(CircuitBreaker.FIRST_WAIT);
        Permission hanging = enter();
        pass(CircuitBreaker.TRIAL_INTERVAL);
        Permission next = enter();

        assertThat(breaker.failed(hanging)).isFalse();
        assertThat(breaker.succeeded(next)).isTrue();
        assertThat(breaker.succeeded(hanging)).isFalse();
        assertThat(enter().isTrial()).isFalse();
    }

    @Test
    void aStoreThatAnswersSlowlyIsUsedAgainToo() {
        open();
        pass(CircuitBreaker.FIRST_WAIT);
        Permission slow = enter();
        pass(CircuitBreaker.TRIAL_INTERVAL);
        enter();

        assertThat(breaker.succeeded(slow)).isTrue();
    }

    @Test
    void aTrialThatNobodyWaitedForLeavesItsTurnToTheNext() {
        open();
        pass(CircuitBreaker.FIRST_WAIT);
        breaker.undecided(enter());

        assertThat(enter().isTrial()).isTrue();
    }

    @Test
    void failuresOfReadsThatBeganBeforeItOpenedProlongNothing() {
        Permission early = enter();
        open();
        assertThat(breaker.failed(early)).isFalse();
        pass(CircuitBreaker.FIRST_WAIT);
        Permission one = enter();
        breaker.failed(early);

        assertThat(refusal()).isPositive(); // the one trial is still under way
        assertThat(breaker.succeeded(one)).isTrue();
    }

    @Test
    void aSuccessThatBeganBeforeItOpenedDoesNotCloseIt() {
        Permission early = enter();
        open();
        assertThat(breaker.succeeded(early)).isFalse();
        assertThat(breaker.isOpen()).isTrue();
        pass(CircuitBreaker.FIRST_WAIT);
        Permission one = enter();
        assertThat(breaker.succeeded(early)).isFalse();

        assertThat(breaker.isOpen()).isTrue();
        assertThat(breaker.succeeded(one)).isTrue();
    }

    @Test
    void failuresFromBeforeAnOutageDoNotCountAfterIt() {
        Permission early = enter();
        open();
        pass(CircuitBreaker.FIRST_WAIT);
        breaker.succeeded(enter());
        IntStream.range(0, 2 * CircuitBreaker.FAILURES).forEach(i -> breaker.failed(early));

        assertThat(breaker.isOpen()).isFalse();
    }

    /** Twenty requests a second; reads that begin in the outage fail after so many milliseconds, later ones succeed after 200. */
    @ParameterizedTest
    @ValueSource(longs = {0, 300, 1_900, 5_000})
    void isUsedAgainFiveSecondsAfterAnOutageAtTheLatest(long failsAfter) {
        for (long outage = 0; outage < 20_000; outage += 250) {
            AtomicLong time = new AtomicLong();
            CircuitBreaker simulated =
                    new CircuitBreaker(() -> Duration.ofMillis(time.get()).toNanos());
            NavigableMap<Long, List<Runnable>> ends = new TreeMap<>();
            for (; time.get() < outage + 5_000 || simulated.isOpen(); time.addAndGet(50)) {
                NavigableMap<Long, List<Runnable>> due = ends.headMap(time.get(), true);
                due.values().forEach(reads -> reads.forEach(Runnable::run));
                due.clear();
                boolean fails = time.get() < outage;
                try {
                    Permission permission = simulated.acquirePermission();
                    ends.computeIfAbsent(time.get() + (fails ? failsAfter : 200), t -> new ArrayList<>())
                            .add(() -> {
                                if (fails) {
                                    simulated.failed(permission);
                                } else {
                                    simulated.succeeded(permission);
                                }
                            });
                } catch (CircuitBreaker.Open open) {
                    assertThat(open.retryAfter()).isLessThanOrEqualTo(CircuitBreaker.TRIAL_INTERVAL);
                }
                assertThat(time.get())
                        .as("used again after an outage of %d ms", outage)
                        .isLessThan(outage + 5_000);
            }
        }
    }

    @Test
    void twoIntervalsLeaveTimeForAReadWithinFiveSeconds() {
        assertThat(CircuitBreaker.TRIAL_INTERVAL.multipliedBy(2)).isLessThan(Duration.ofSeconds(5));
    }
}
