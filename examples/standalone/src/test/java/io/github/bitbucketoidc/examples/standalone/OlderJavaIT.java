package io.github.bitbucketoidc.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive on a real Java 11. */
class OlderJavaIT {

    private static final String HOW = "no older Java: name its program in OLD_JAVA (.ci/install-old-java installs one)";

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--policy"})
    void saysInOneLineWhichJavaItNeeds(String argument) throws Exception {
        Process process = new ProcessBuilder(
                        oldJava(), "-jar", Path.of("target", "standalone.jar").toString(), argument)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .startsWith("this program needs Java 17 or newer, and was started with Java 11 of ")
                .endsWith(": install a newer one, and start the program with its bin/java" + System.lineSeparator())
                .hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static String oldJava() {
        String java = System.getenv("OLD_JAVA");
        if (java == null && Boolean.getBoolean("require.servers")) {
            throw new AssertionError(HOW);
        }
        assumeTrue(java != null, HOW);
        return String.valueOf(java);
    }
}
