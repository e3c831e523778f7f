package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Attack rows K14, K16: how often an issuer is asked, and how long its keys serve. */
class KeyLimitsTest {

    private static final long HOUR = 3_600_000;

    @Row("K14")
    @Test
    void k14TwoRefreshesFallIntoAnyThirtySeconds() {
        RefreshLimit limit = new RefreshLimit();
        assertThat(limit.isOpen(0)).isTrue();
        assertThat(limit.tryAcquire(0)).isTrue();
        assertThat(limit.isOpen(10_000)).isTrue();
        assertThat(limit.tryAcquire(10_000)).isTrue();
        assertThat(limit.isOpen(29_999)).isFalse();
        assertThat(limit.tryAcquire(29_999)).isFalse();
        assertThat(limit.isOpen(30_000)).isTrue();
        assertThat(limit.tryAcquire(30_000)).isTrue();
        assertThat(limit.isOpen(39_999)).isFalse();
        assertThat(limit.isOpen(40_000)).isTrue();
    }

    /** Threads come with times that they took a moment ago. */
    @Row("K14")
    @Test
    void k14AnEarlierTimeOpensNothing() {
        RefreshLimit limit = new RefreshLimit();
        assertThat(limit.tryAcquire(1000)).isTrue();
        assertThat(limit.tryAcquire(999)).isTrue();
        assertThat(limit.tryAcquire(1001)).isFalse();
        assertThat(limit.tryAcquire(30_999)).isFalse();
        assertThat(limit.tryAcquire(31_000)).isTrue();
    }

    @Row("K16")
    @Test
    void k16ASetServesForItsTimeToLiveOrAsLongAsAnOutageIsTolerated() {
        KeyLifetimes hour = KeyLifetimes.of(Duration.ofHours(1));
        assertThat(hour.serves(7, 7 + HOUR - 1)).isTrue();
        assertThat(hour.serves(7, 7 + HOUR)).isFalse();
        assertThat(hour.outlives(7, 7 + HOUR - 1)).isTrue();
        assertThat(hour.outlives(7, 7 + HOUR)).isFalse();
        KeyLifetimes none = KeyLifetimes.of(Duration.ZERO);
        assertThat(none.serves(7, 7 + 299_999)).isTrue();
        assertThat(none.serves(7, 7 + 300_000)).isFalse();
        assertThat(none.outlives(7, 7)).isFalse();
    }

    @Test
    void warinessEndsAfterAsManyTokens() {
        Wariness wariness = new Wariness();
        assertThat(wariness.isOn()).isFalse();
        wariness.raise();
        for (int i = 0; i < 64; i++) {
            assertThat(wariness.isOn()).as("token %s", i).isTrue();
        }
        assertThat(wariness.isOn()).isFalse();
        assertThat(wariness.isOn()).isFalse();
    }
}
