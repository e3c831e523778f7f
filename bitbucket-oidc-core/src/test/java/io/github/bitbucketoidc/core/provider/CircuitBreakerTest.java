package io.github.bitbucketoidc.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bitbucketoidc.core.provider.CircuitBreaker.Pass;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // nanoTime may overflow at any moment
    private final CircuitBreaker breaker = new CircuitBreaker(now::get);

    private Pass enter() {
        try {
            return breaker.enter();
        } catch (CircuitBreaker.Open open) {
            throw new AssertionError("open for " + open.retryAfter(), open);
        }
    }

    private Duration refusal() {
        return catchThrowableOfType(CircuitBreaker.Open.class, breaker::enter).retryAfter();
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
            Pass pass = enter();
            if (i % CircuitBreaker.FAILURES == 0) {
                breaker.succeeded(pass);
            } else {
                assertThat(breaker.failed(pass)).isFalse();
            }
        }
        breaker.succeeded(enter());
        for (int i = 1; i <= CircuitBreaker.FAILURES; i++) {
            assertThat(breaker.failed(enter())).isEqualTo(i == CircuitBreaker.FAILURES);
        }
        assertThat(refusal()).isEqualTo(CircuitBreaker.FIRST_PAUSE);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void letsOneTryAfterThePauseAndClosesOnSuccess() {
        open();
        pass(CircuitBreaker.FIRST_PAUSE);

        Pass one = enter();
        assertThat(one).isEqualTo(Pass.TRY);
        assertThat(refusal()).isPositive();
        assertThat(breaker.succeeded(one)).isTrue();
        assertThat(enter()).isEqualTo(Pass.NORMAL);
        assertThat(enter()).isEqualTo(Pass.NORMAL);
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void eachTryThatFailsDoublesThePauseUpToItsLimit() {
        open();
        Duration pause = CircuitBreaker.FIRST_PAUSE;
        for (int i = 0; i < 10; i++) {
            assertThat(refusal()).isEqualTo(pause);
            pass(pause);
            assertThat(breaker.failed(enter())).isFalse();
            pause = pause.multipliedBy(2);
            if (pause.compareTo(CircuitBreaker.LONGEST_PAUSE) > 0) {
                pause = CircuitBreaker.LONGEST_PAUSE;
            }
        }
        pass(pause);
        breaker.succeeded(enter());
        open();
        assertThat(refusal()).isEqualTo(CircuitBreaker.FIRST_PAUSE);
    }

    @Test
    void aTryThatNobodyWaitedForLeavesItsTurnToTheNext() {
        open();
        pass(CircuitBreaker.FIRST_PAUSE);
        breaker.undecided(enter());

        assertThat(enter()).isEqualTo(Pass.TRY);
    }

    @Test
    void readsThatBeganBeforeItOpenedProlongNothing() {
        Pass early = enter();
        open();
        assertThat(breaker.failed(early)).isFalse();
        pass(CircuitBreaker.FIRST_PAUSE);
        Pass one = enter();
        breaker.failed(early);

        assertThat(refusal()).isPositive(); // the one try is still under way
        assertThat(breaker.succeeded(one)).isTrue();
    }

    @Test
    void theLongestPauseLeavesRoomForASlowTryWithinHalfAMinute() {
        Duration deadlines =
                Duration.ofSeconds(5).multipliedBy(2); // the try that just fails, and the one that succeeds
        assertThat(CircuitBreaker.LONGEST_PAUSE.plus(deadlines)).isLessThan(Duration.ofSeconds(30));
    }
}
