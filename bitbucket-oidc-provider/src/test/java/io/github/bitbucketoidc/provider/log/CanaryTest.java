package io.github.bitbucketoidc.provider.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bitbucketoidc.leaks.Canary;
import io.github.bitbucketoidc.leaks.RecordingLoggers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The scan itself: a planted leak of each kind is found. */
class CanaryTest {

    private final Canary canary = new Canary("c4n4ry-9f3b7a61d2e8");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsEachSpellingBetweenOtherText() {
        String text = canary.text();
        for (String before : new String[] {"", "a", "ab", "abc"}) {
            byte[] bytes = utf8(before + text + "xyz");
            assertThat(canary.foundIn("GET " + before + text + " done")).isNotEmpty();
            assertThat(canary.foundIn(Base64.getEncoder().encodeToString(bytes)))
                    .isNotEmpty();
            assertThat(canary.foundIn(Base64.getUrlEncoder().encodeToString(bytes)))
                    .isNotEmpty();
            assertThat(canary.foundIn(HexFormat.of().withUpperCase().formatHex(bytes)))
                    .isNotEmpty();
        }
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(canary.foundIn(
                        "c4n4ry-9f3b7a61d2e7 and " + Base64.getEncoder().encodeToString(utf8("c4n4ry"))))
                .isEmpty();
    }

    @Test
    void everyLevelIsRecorded() {
        LoggerFactory.getLogger("some.library").trace("saw {}", canary.text(), new IllegalStateException("why"));

        assertThat(RecordingLoggers.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("TRACE some.library saw " + canary.text())
                        .contains("IllegalStateException: why"));
    }
}
