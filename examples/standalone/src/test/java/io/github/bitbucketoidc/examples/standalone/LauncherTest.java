package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

    @ParameterizedTest
    @CsvSource({"1.8, 8", "9, 9", "11, 11", "16, 16"})
    void saysThatAJavaIsTooOld(String version, String number) {
        assertThat(Launcher.problem(version, "/opt/java"))
                .isEqualTo("this program needs Java 17 or newer, and was started with Java " + number
                        + " of /opt/java: install a newer one, and start the program with its bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "25", "100"})
    void saysNothingOnANewerOne(String version) {
        assertThat(Launcher.problem(version, "/opt/java")).isEmpty();
    }

    /** Class files of version 52: an older Java reads them far enough to run what says so. */
    @Test
    void isReadableForJava8() throws IOException {
        try (InputStream file = Launcher.class.getResourceAsStream("Launcher.class")) {
            assertThat(Objects.requireNonNull(file).readNBytes(8)[7]).isEqualTo((byte) 52);
        }
    }
}
