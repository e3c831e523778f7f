package io.github.bitbucketoidc.core.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AbsentKeyIdsTest {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    private static final int MOST = 256;

    /** Any time but zero: a monotonic clock may begin anywhere, below zero too. */
    private final AtomicLong millis = new AtomicLong(-5 * HOUR);

    private final AbsentKeyIds absent = new AbsentKeyIds(millis::get);

    @Test
    void knowsOnlyTheKeyIdsThatWereAdded() {
        absent.add("old");
        assertThat(absent.contains("old")).isTrue();
        assertThat(absent.contains("OLD")).isFalse();
        assertThat(absent.contains("new")).isFalse();
    }

    @Test
    void forgetsAKeyIdAfterAnHour() {
        absent.add("old");
        millis.addAndGet(HOUR - 1);
        assertThat(absent.contains("old")).isTrue();
        millis.addAndGet(1);
        assertThat(absent.contains("old")).isFalse();
    }

    @Test
    void startsTheHourAgainWhenAKeyIdIsAddedAgain() {
        absent.add("old");
        millis.addAndGet(HOUR - 1);
        absent.add("old");
        millis.addAndGet(HOUR - 1);
        assertThat(absent.contains("old")).isTrue();
    }

    @Test
    void dropsTheOldestWhenThereAreTooMany() {
        for (int i = 0; i < MOST; i++) {
            absent.add("kid-" + i);
        }
        assertThat(absent.contains("kid-0")).isTrue();
        absent.add("one more");
        assertThat(absent.contains("kid-0")).isFalse();
        assertThat(absent.contains("kid-1")).isTrue();
        assertThat(absent.contains("one more")).isTrue();
    }

    @Test
    void countsAKeyIdThatIsAddedAgainAsTheNewest() {
        for (int i = 0; i < MOST; i++) {
            absent.add("kid-" + i);
        }
        absent.add("kid-0");
        assertThat(absent.contains("kid-1")).isTrue();
        absent.add("one more");
        assertThat(absent.contains("kid-0")).isTrue();
        assertThat(absent.contains("kid-1")).isFalse();
    }
}
