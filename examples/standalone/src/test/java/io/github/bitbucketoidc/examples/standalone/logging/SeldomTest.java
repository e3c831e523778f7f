package io.github.bitbucketoidc.examples.standalone.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may wrap around
    private final List<Long> said = new ArrayList<>();
    private final Seldom seldom = new Seldom(said::add, nanos::get);

    @Test
    void saysTheFirstAtOnceAndThenCountsForTenSeconds() {
        for (int i = 0; i < 1000; i++) {
            seldom.happened();
        }
        assertThat(said).containsExactly(1L);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(9));
        seldom.look();
        assertThat(said).containsExactly(1L);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        seldom.look();
        seldom.look();
        assertThat(said).containsExactly(1L, 999L);
    }
}
