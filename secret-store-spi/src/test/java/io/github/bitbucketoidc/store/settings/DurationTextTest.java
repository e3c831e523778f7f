package io.github.bitbucketoidc.store.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"50ms", "30s", "1m", "90s", "12h", "30d", "365d"})
    void writesWhatItReads(String text) {
        assertThat(DurationText.of(DurationText.parse(text).orElseThrow())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"366d", "5", "s", "5 s", "5w", "-1s", "1.5s", "9999999999999s"})
    void refusesWhatIsNoDurationOfAtMostAYear(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
