package io.github.bitbucketoidc.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.core.token.keys.KeyLifetimes;
import io.github.bitbucketoidc.core.token.keys.KeyWaits;
import io.github.bitbucketoidc.core.token.keys.RefreshLimit;
import io.github.bitbucketoidc.rows.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Attack rows K14, K16: how often an issuer is asked, and how long its keys serve. */
class KeyLimitsTest {

    private static final long HOUR = 3_600_000;

    private static final RefreshLimit.Need SET = RefreshLimit.Need.SET;
    private static final RefreshLimit.Need UNKNOWN = RefreshLimit.Need.UNKNOWN_KEY;

    private double chance;
    private final RefreshLimit limit = new RefreshLimit(() -> chance);

    @Row("K14")
    @Test
    void twoRefreshesThatSucceedFallIntoAnyThirtySeconds() {
        assertThat(limit.opensAt(1, SET)).isNegative();
        limit.succeeded(0);
        assertThat(limit.opensAt(1, SET)).isNegative();
        limit.succeeded(10_000);
        assertThat(limit.opensAt(1, SET)).isEqualTo(30_000);
        limit.succeeded(30_000);
        assertThat(limit.opensAt(1, SET)).isEqualTo(40_000);
    }

    /** Threads come with times that they took a moment ago. */
    @Row("K14")
    @Test
    void anEarlierTimeOpensNothing() {
        limit.succeeded(1000);
        limit.succeeded(999);
        assertThat(limit.opensAt(1, SET)).isEqualTo(31_000);
    }

    @Row("K14")
    @Test
    void theHourHasTwentyFourRequestsAndStrangersCannotSpendThemAll() {
        List<Long> made = new ArrayList<>();
        List<Long> forStrangers = new ArrayList<>();
        for (long now = 0; now < 5 * HOUR; now += 1_000) {
            if (limit.opensAt(1, UNKNOWN) <= now && limit.spend(now)) {
                forStrangers.add(now);
            }
            if (now >= 2 * HOUR && limit.spend(now)) {
                made.add(now);
            }
        }
        assertThat(mostInAnHour(
                        forStrangers.stream().filter(at -> at < 2 * HOUR).toList()))
                .isEqualTo(19);
        List<Long> all = new ArrayList<>(forStrangers);
        all.addAll(made);
        assertThat(mostInAnHour(all)).isLessThanOrEqualTo(24);
        assertThat(made).hasSizeGreaterThanOrEqualTo(RefreshLimit.EXTRAS - RefreshLimit.EXTRAS_OF_STRANGERS);
    }

    private static long mostInAnHour(List<Long> times) {
        return times.stream()
                .mapToLong(from -> times.stream()
                        .filter(at -> at >= from && at < from + HOUR)
                        .count())
                .max()
                .orElse(0);
    }

    /** Else the set in use could not be refreshed in time, however quiet it is. */
    @Row("K20")
    @Test
    void ordinaryRefreshesNeverUseUpTheHour() {
        assertThat(RefreshLimit.INTERVAL).isLessThan(KeyLifetimes.TIME_TO_LIVE - KeyLifetimes.REFRESH_AHEAD);
    }

    @Row("K14")
    @Test
    void aFailureIsRepeatedAfterGrowingPausesOfItsOwn() {
        limit.succeeded(0);
        limit.succeeded(0);
        long now = 40_000;
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            limit.failed(now, 0);
            pauses.add((limit.opensAt(1, SET) - now) / 1_000);
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 4L, 4L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 260L);
        assertThat(limit.isFailing()).isTrue();
        limit.succeeded(now);
        assertThat(limit.isFailing()).isFalse();
        limit.failed(now + 30_000, 0);
        assertThat(limit.opensAt(1, SET)).isEqualTo(now + 31_000);
    }

    @Row("K14")
    @Test
    void chanceMakesAPauseShorterAndWhatTheIssuerAskedForLonger() {
        chance = 0.999999;
        limit.failed(0, 0);
        assertThat(limit.opensAt(1, SET)).isBetween(750L, 760L);
        limit.failed(0, 60_000);
        assertThat(limit.opensAt(1, SET)).isBetween(65_000L, 66_000L);
        chance = 0;
        limit.failed(0, 60_000);
        assertThat(limit.opensAt(1, SET)).isEqualTo(60_000);
    }

    @Row("D8")
    @Test
    void sixteenMayWaitForOneIssuerAndFewMoreForAll() {
        Semaphore all = new Semaphore(20);
        KeyWaits one = new KeyWaits(all);
        KeyWaits other = new KeyWaits(all);
        List<KeyWaits.Permit> permits = new ArrayList<>();
        for (int i = 0; i < KeyWaits.MOST; i++) {
            permits.add(Objects.requireNonNull(one.enter(true)));
        }
        assertThat(one.enter(true)).isNull();
        for (int i = 0; i < 4; i++) {
            assertThat(other.enter(true)).isNotNull();
        }
        assertThat(other.enter(true)).isNull();
        permits.get(0).close();
        assertThat(other.enter(true)).isNotNull();
        assertThat(one.enter(true)).isNull();
    }

    @Row("D8")
    @Test
    void aBurstMayWaitWhereThereIsNoKeyAtAll() {
        KeyWaits waits = new KeyWaits(new Semaphore(KeyWaits.MOST_IN_ALL));
        for (int i = 0; i < KeyWaits.MOST_WITHOUT_KEYS; i++) {
            assertThat(waits.enter(false)).isNotNull();
        }
        assertThat(waits.enter(false)).isNull();
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
}
