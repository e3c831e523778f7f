package io.github.bitbucketoidc.provider.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.provider.stores.CircuitBreaker.Permission;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Every order in which reads can begin, end in each of the three ways, or never end, around an outage. Each method of the breaker is
 * one piece, so these orders are all that threads can bring about. Whatever happened, a store that is well is used again.
 */
class CircuitBreakerInterleavingsTest {

    private static final int STEPS = 7;

    private enum Kind {
        BEGIN,
        SUCCEED,
        FAIL,
        NOBODY_WAITS,
        WAIT
    }

    /** One thing that happens: to the read that was the n-th to begin, where that matters. */
    private record Step(Kind kind, int read) {}

    /** A breaker to which all of this happened: it begins with two reads under way, and opens. */
    private static final class World {

        private final AtomicLong now = new AtomicLong();
        private final CircuitBreaker breaker = new CircuitBreaker(now::get);
        private final List<Permission> reads = new ArrayList<>();
        private final List<Boolean> ended = new ArrayList<>();
        private boolean shouldBeOpen = true;

        World(Iterable<Step> steps) {
            begin();
            begin();
            for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
                breaker.failed(begin());
                ended.set(ended.size() - 1, true);
            }
            steps.forEach(this::happen);
        }

        private Permission begin() {
            try {
                Permission permission = breaker.acquirePermission();
                reads.add(permission);
                ended.add(false);
                return permission;
            } catch (CircuitBreaker.Open open) {
                throw new AssertionError(open);
            }
        }

        private boolean mayBegin() {
            // finds out without effect: a trial that nobody waits for leaves its turn to the next
            try {
                breaker.undecided(breaker.acquirePermission());
                return true;
            } catch (CircuitBreaker.Open open) {
                return false;
            }
        }

        private void happen(Step step) {
            switch (step.kind()) {
                case BEGIN -> begin();
                case WAIT -> now.addAndGet(CircuitBreaker.FIRST_WAIT.toNanos());
                case SUCCEED -> {
                    Permission permission = reads.get(step.read());
                    ended.set(step.read(), true);
                    boolean closes = breaker.succeeded(permission);
                    assertThat(closes).isEqualTo(permission.isTrial() && shouldBeOpen);
                    shouldBeOpen &= !permission.isTrial();
                }
                case FAIL -> {
                    ended.set(step.read(), true);
                    assertThat(breaker.failed(reads.get(step.read()))).isFalse(); // fewer than are needed to open it
                }
                case NOBODY_WAITS -> {
                    ended.set(step.read(), true);
                    breaker.undecided(reads.get(step.read()));
                }
            }
        }

        private List<Step> possible() {
            List<Step> possible = new ArrayList<>();
            possible.add(new Step(Kind.WAIT, -1));
            for (int i = 0; i < reads.size(); i++) {
                if (!ended.get(i)) {
                    possible.add(new Step(Kind.SUCCEED, i));
                    possible.add(new Step(Kind.FAIL, i));
                    possible.add(new Step(Kind.NOBODY_WAITS, i));
                }
            }
            if (mayBegin()) {
                possible.add(new Step(Kind.BEGIN, -1));
            }
            return possible;
        }

        /** The reads under way stay where they are, for good; one more is let in after the interval of trials at the latest, and closes it. */
        private void isUsedAgain() {
            assertThat(breaker.isOpen()).isEqualTo(shouldBeOpen);
            now.addAndGet(CircuitBreaker.TRIAL_INTERVAL.toNanos());
            breaker.succeeded(begin());
            assertThat(breaker.isOpen()).isFalse();
            for (int i = 0; i < 3 * CircuitBreaker.FAILURES; i++) {
                assertThat(begin().isTrial()).isFalse();
            }
        }

        /** And it opens again in the next outage, and is used again after that. */
        private void survivesTheNextOutage() {
            for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
                breaker.failed(begin());
            }
            assertThat(breaker.isOpen()).isTrue();
            shouldBeOpen = true;
            isUsedAgain();
        }
    }

    @Test
    void aStoreThatIsWellIsUsedAgainInEveryOrderOfReads() {
        Deque<Step> steps = new ArrayDeque<>();
        int orders = explore(steps);

        assertThat(orders).as("orders tried").isGreaterThan(10_000);
    }

    private static int explore(Deque<Step> steps) {
        try {
            World world = new World(steps);
            world.isUsedAgain();
            world.survivesTheNextOutage();
            if (steps.size() == STEPS) {
                return 1;
            }
            int orders = 1;
            for (Step next : new World(steps).possible()) {
                steps.addLast(next);
                orders += explore(steps);
                steps.removeLast();
            }
            return orders;
        } catch (AssertionError wrong) {
            throw wrong.getMessage() != null && wrong.getMessage().startsWith("after ")
                    ? wrong
                    : new AssertionError("after " + List.copyOf(steps), wrong);
        }
    }

    @Test
    void theLongestWaitOfARefusedReadIsTheTrialInterval() throws CircuitBreaker.Open {
        AtomicLong now = new AtomicLong();
        CircuitBreaker breaker = new CircuitBreaker(now::get);
        for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
            breaker.failed(breaker.acquirePermission());
        }
        int trials = 0;
        for (Duration time = Duration.ZERO; time.toMinutes() < 10; time = time.plusMillis(100)) {
            now.set(time.toNanos());
            try {
                breaker.acquirePermission(); // and its end is never told
                trials++;
            } catch (CircuitBreaker.Open open) {
                assertThat(open.retryAfter()).isLessThanOrEqualTo(CircuitBreaker.TRIAL_INTERVAL);
            }
        }
        assertThat(trials).isEqualTo(300);
    }
}
